"""The tree of units, with history."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet
from wagtail.search import index

from contest_pages.vietnamese import fold

from .admin_forms import UnitForm


class UnitKind(models.TextChoices):
    """What sort of unit it is. Districts exist only in contests before 1 July 2025."""

    PROVINCE = "province", _("Province or city")
    COMMUNE = "commune", _("Commune, ward or special zone")
    DISTRICT = "district", _("District (until 30/6/2025)")
    AGENCY = "agency", _("Agency")
    SCHOOL = "school", _("School")
    COMPANY = "company", _("Company")
    FORCE = "force", _("Armed force")
    ORGANISATION = "organisation", _("Mass organisation")


class UnitQuerySet(MP_NodeQuerySet):
    """Questions the office asks about units."""

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

    A contest keeps the unit of its day: a unit that ends gets `valid_to` and `succeeded_by`, and is
    never deleted while something points to it.
    """

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    code = models.CharField(_("code"), max_length=20, unique=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    search_text = models.CharField(max_length=240, editable=False, default="", db_index=True)

    base_form_class = UnitForm
    objects = UnitManager()
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        # A unit ends, it is not deleted: contests keep pointing to it.
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="contest_unit_ends_after_it_begins",
                violation_error_message=_("The unit must end after it begins."),
            )
        ]

    def __str__(self):
        return self.name

    def indented_name(self):
        """Return the name with its place in the tree."""
        return f"{'— ' * (self.depth - 1)}{self.name}"

    indented_name.short_description = _("name")

    def save(self, *args, **kwargs):
        """Keep the folded text that searches read."""
        self.search_text = fold(f"{self.name} {self.code}")
        super().save(*args, **kwargs)
