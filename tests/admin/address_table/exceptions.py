"""Addresses of the admin that let everybody in, and those that let nobody in with what the scene has."""

#: The way in, and what its screens load.
FOR_EVERYBODY = frozenset(
    {
        "admin/^password_reset/",
        "admin/jsi18n/",
        "admin/login/",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm(uidb64, token)",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)

_FORMS = "the site has no form pages of Wagtail's"
_LOGOUT = "leads to the login"
_NOT_FOUND = "answers that there is no such address"
_OFF = "the generator of image addresses is switched off"
_OFF_INDEX = "snippets have menus of their own"
_RECORD = "records are made, changed and deleted by no form of the admin"
_SETTINGS = "the settings of the site have no preview"
_TRANSLATION = "no snippet is translatable"

#: Addresses at which superusers are refused too, and why.
NO_OBJECT = {
    "admin/^.*/$": _NOT_FOUND,
    "contest_data_requests_datarequest_modeladmin_create": _RECORD,
    "contest_data_requests_datarequest_modeladmin_delete(instance_pk)": _RECORD,
    "contest_data_requests_datarequest_modeladmin_edit(instance_pk)": _RECORD,
    "contest_entries_entry_modeladmin_create": _RECORD,
    "contest_entries_entry_modeladmin_delete(instance_pk)": _RECORD,
    "contest_entries_entry_modeladmin_edit(instance_pk)": _RECORD,
    "contest_entries_videojob_modeladmin_create": _RECORD,
    "contest_entries_videojob_modeladmin_delete(instance_pk)": _RECORD,
    "contest_entries_videojob_modeladmin_edit(instance_pk)": _RECORD,
    "contest_mailings_mailing_modeladmin_create": _RECORD,
    "contest_mailings_mailing_modeladmin_delete(instance_pk)": _RECORD,
    "contest_mailings_mailing_modeladmin_edit(instance_pk)": _RECORD,
    "contest_notices_notice_modeladmin_create": _RECORD,
    "contest_notices_notice_modeladmin_delete(instance_pk)": _RECORD,
    "contest_notices_notice_modeladmin_edit(instance_pk)": _RECORD,
    "contest_quizzes_attempt_modeladmin_create": _RECORD,
    "contest_quizzes_attempt_modeladmin_delete(instance_pk)": _RECORD,
    "contest_quizzes_attempt_modeladmin_edit(instance_pk)": _RECORD,
    "contest_registrations_committeematch_modeladmin_create": _RECORD,
    "contest_registrations_committeematch_modeladmin_delete(instance_pk)": _RECORD,
    "contest_registrations_committeematch_modeladmin_edit(instance_pk)": _RECORD,
    "contest_registrations_conflictofinterest_modeladmin_create": _RECORD,
    "contest_registrations_conflictofinterest_modeladmin_delete(instance_pk)": _RECORD,
    "contest_registrations_conflictofinterest_modeladmin_edit(instance_pk)": _RECORD,
    "contest_registrations_registration_modeladmin_create": _RECORD,
    "contest_registrations_registration_modeladmin_delete(instance_pk)": _RECORD,
    "contest_registrations_registration_modeladmin_edit(instance_pk)": _RECORD,
    "contest_review_review_modeladmin_create": _RECORD,
    "contest_review_review_modeladmin_delete(instance_pk)": _RECORD,
    "contest_review_review_modeladmin_edit(instance_pk)": _RECORD,
    "simple_translation:submit_snippet_translation(app_label, model_name, pk)": _TRANSLATION,
    "wagtailadmin_logout": _LOGOUT,
    "wagtailforms:delete_submissions(page_id)": _FORMS,
    "wagtailforms:list_submissions(page_id)": _FORMS,
    "wagtailforms:list_submissions_results(page_id)": _FORMS,
    "wagtailimages:url_generator(image_id)": _OFF,
    "wagtailimages:url_generator_output(image_id)": _OFF,
    "wagtailsettings:preview_on_edit(app_name, model_name, pk)": _SETTINGS,
    "wagtailsnippets:index": _OFF_INDEX,
}
