"""The tree of units, with history."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet
from wagtail.search import index

from contest_pages.units.admin_forms import UnitForm
from contest_pages.units.enums import UnitKind
from contest_pages.units.logic.search import searchable


class UnitQuerySet(MP_NodeQuerySet):
    """Queries of units."""

    def today(self):
        """Return the units without an end."""
        return self.filter(valid_to=None)

    def valid_on(self, day):
        """Return the units that exist on a day."""
        return self.filter(models.Q(valid_from=None) | models.Q(valid_from__lte=day)).filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day)
        )


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    """Units in tree order."""

    def get_queryset(self):
        """Return all units in tree order."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(index.Indexed, MP_Node):
    """A province, commune, agency, school, company, force or organisation.

    A contest keeps the unit of its day: a unit that ends gets `valid_to` and successors, and is never
    deleted while something points to it.
    """

    name = models.CharField(_("name of the unit"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    code = models.CharField(
        _("code"),
        max_length=20,
        db_index=True,
        help_text=_("Official codes are used again: only today's units differ by it."),
    )
    block = models.CharField(
        _("block of comparable units"),
        max_length=100,
        blank=True,
        default="",
        help_text=_(
            "Units of one block are compared with one another, for example “Upland communes”. Left empty, those of one kind are."
        ),
    )
    email = models.EmailField(
        _("official e-mail"),
        blank=True,
        default="",
        help_text=_("Reminders to the unit go here while nobody has registered as its contact."),
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("succeeded by"),
        through="Succession",
        symmetrical=False,
        related_name="predecessors",
    )
    search_text = models.CharField(max_length=240, editable=False, default="", db_index=True)

    base_form_class = UnitForm
    objects = UnitManager()
    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        # A unit ends, it is not deleted: contests keep pointing to it.
        default_permissions = ("add", "change", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to=None),
                name="contest_unit_code_once_today",
                violation_error_message=_("Another unit has this code today."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="contest_unit_ends_after_it_begins",
                violation_error_message=_("The unit must end after it begins."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def block_name(self) -> str:
        """Return the block within which the unit is compared."""
        return self.block or str(UnitKind(self.kind).label)

    def indented_name(self):
        """Return the name with its place in the tree."""
        return f"{'— ' * (self.depth - 1)}{self.name}"

    indented_name.short_description = _("name of the unit")

    def fold_search_text(self) -> None:
        """Write what searches read: the name without marks, and the code."""
        self.search_text = searchable(self.name, self.code)

    def save(self, *args, **kwargs):
        """Keep the folded text that searches read."""
        self.fold_search_text()
        super().save(*args, **kwargs)


class Succession(models.Model):
    """One unit took over from another: wholly after a merger, a part of it after a split."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="contest_succession_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="contest_succession_of_another"
            ),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"
