"""URLs of registering. They hold no personal data."""

from django.urls import path

from .views import confirming, personal, registering

urlpatterns = [
    path("dang-ky/<number:page_id>/", registering.submit, name="contest_register"),
    path("dang-ky/xong/<str:token>/", registering.done, name="contest_registered"),
    path("dang-ky/ma/<str:token>/", confirming.confirm_by_code, name="contest_confirm_code"),
    path("dang-ky/xac-nhan/<str:token>/", confirming.confirm_by_link, name="contest_confirm"),
    path("dang-ky/email-moi/<str:token>/", confirming.confirm_email, name="contest_confirm_email"),
    path("dang-ky/so-moi/<str:token>/", confirming.confirm_phone, name="contest_confirm_phone"),
    path("dang-ky/khong-phai-toi/<str:token>/", confirming.dispute_contacts, name="contest_dispute_contacts"),
    path("thi-sinh/", registering.send_link, name="contest_send_link"),
    path("thi-sinh/da-gui/", registering.link_sent, name="contest_link_sent"),
    path("thi-sinh/<str:token>/", personal.personal_page, name="contest_personal"),
    path("thi-sinh/<str:token>/ung-dung.webmanifest", personal.manifest, name="contest_personal_manifest"),
    path("thi-sinh/<str:token>/sua/", personal.edit_registration, name="contest_edit_registration"),
    path("thi-sinh/<str:token>/so-moi/", personal.confirm_phone_by_code, name="contest_phone_code"),
    path("thi-sinh/<str:token>/rut/", personal.withdraw_registration, name="contest_withdraw_registration"),
    path("thi-sinh/<str:token>/dong-y/", personal.consents, name="contest_consents"),
    path("thi-sinh/<str:token>/lien-ket-moi/", personal.send_fresh_link, name="contest_fresh_link"),
    path("thi-sinh/<str:token>/dong-lien-ket/", personal.revoke_link, name="contest_revoke_link"),
    path("thi-sinh/<str:token>/tep/<number:file_id>/", personal.own_file, name="contest_own_file"),
]
