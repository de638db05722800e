"""Addresses of jurors, and of what contestants ask about their results."""

from django.urls import path

from .views import chair, documents, juror, recheck, remarks

_JUROR = "cham/<str:token>"

urlpatterns = [
    path(f"{_JUROR}/", juror.works, name="contest_jury_works"),
    path(f"{_JUROR}/xac-nhan/", juror.device, name="contest_jury_device"),
    path(f"{_JUROR}/huong-dan/", juror.guide, name="contest_jury_guide"),
    path(f"{_JUROR}/xung-dot/", juror.conflicts, name="contest_jury_conflicts"),
    path(f"{_JUROR}/bai-<number:number>/", juror.sheet, name="contest_jury_sheet"),
    path(f"{_JUROR}/khoa/", juror.seal_all, name="contest_jury_seal_all"),
    path(f"{_JUROR}/phieu/", juror.receipts, name="contest_jury_receipts"),
    path(f"{_JUROR}/phieu.pdf", documents.own_sheets, name="contest_jury_own_sheets"),
    path(f"{_JUROR}/bai-mau/", documents.samples, name="contest_jury_samples"),
    path(f"{_JUROR}/truong-ban/", chair.chair, name="contest_jury_chair"),
    path(f"{_JUROR}/truong-ban/nhan-xet/", remarks.remarks, name="contest_jury_remarks"),
    path(
        "thi-sinh/<str:token>/phuc-tra/<number:round_id>/<number:number>/",
        recheck.recheck,
        name="contest_recheck",
    ),
]
