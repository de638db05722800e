"""What a migration may do while the version before it still serves visitors."""

from __future__ import annotations

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

#: The leaves of the first release; whatever follows must lead on from there.
FIRST_RELEASE = "0001_initial"

#: Operations that take away what the code of the version before still reads. They follow a release later, in a
#: migration whose name says so: `…_drop_…`.
_TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def refusal(operation: Operation, name: str) -> str:
    """Return why an operation of a migration of this name is not forward-compatible, or an empty text."""
    if isinstance(operation, _TAKES_AWAY) and "_drop_" not in name:
        return "takes away what the version before reads: leave it for a release, then drop it"
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if not (field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED):
            return "rows that the version before writes would lack it: null=True or db_default"
    if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
        return "cannot be taken back: give it a way back, be it noop"
    return ""
