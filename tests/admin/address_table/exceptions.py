"""Addresses of the admin that let everybody in, and those that let nobody in with what the scene has."""

#: The way in, and what its screens load.
FOR_EVERYBODY = frozenset(
    {
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm(uidb64, token)",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)

_CLOSED = "answers nobody, or leads to the login"
_FORMS = "the site has no form pages of Wagtail's"
_LIST = "the scene has no list of units under way"
_LOGOUT = "leads to the login"
_OFF = "the generator of image addresses is switched off"
_OFF_INDEX = "snippets have menus of their own"
_PREVIEW = "no block is named"
_RECORD = "records are made, changed and deleted by no form of the admin"
_REMARK = "the scene's page has no remark"
_REVISIONS = "the scene's notice has no revision"
_ROSTER = "the scene's registration is not by roster"
_SEARCHED = "finds by an address that the query names"
_SETTINGS = "the site registers no settings"
_TASK = "the task previews a page in the task of its own"
_TRANSLATION = "no snippet is translatable"
_UPLOADS = "the scene has no file between upload and its form"
_WIDTH = "the scene's video has one width of pictures"

#: Addresses at which superusers are refused too, and why.
NO_OBJECT = {
    "admin/^.*/$": _CLOSED,
    "admin/^password_reset/": _CLOSED,
    "admin/jsi18n/": _CLOSED,
    "admin/login/": _CLOSED,
    "admin/test404/": _CLOSED,
    "contest_data_requests_datarequest_modeladmin_create": _RECORD,
    "contest_data_requests_datarequest_modeladmin_delete(instance_pk)": _RECORD,
    "contest_data_requests_datarequest_modeladmin_edit(instance_pk)": _RECORD,
    "contest_dismiss_remark(page_id, digest)": _REMARK,
    "contest_entries_entry_modeladmin_create": _RECORD,
    "contest_entries_entry_modeladmin_delete(instance_pk)": _RECORD,
    "contest_entries_entry_modeladmin_edit(instance_pk)": _RECORD,
    "contest_entries_videojob_modeladmin_create": _RECORD,
    "contest_entries_videojob_modeladmin_delete(instance_pk)": _RECORD,
    "contest_entries_videojob_modeladmin_edit(instance_pk)": _RECORD,
    "contest_hand_over_roster(roster_id)": _ROSTER,
    "contest_poster_width(video_id, width)": _WIDTH,
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
    "contest_restore_remark(page_id, digest)": _REMARK,
    "contest_review_review_modeladmin_create": _RECORD,
    "contest_review_review_modeladmin_delete(instance_pk)": _RECORD,
    "contest_review_review_modeladmin_edit(instance_pk)": _RECORD,
    "contest_unit_list(list_id)": _LIST,
    "simple_translation:submit_snippet_translation(app_label, model_name, pk)": _TRANSLATION,
    "wagtailadmin_api:documents:find": _SEARCHED,
    "wagtailadmin_api:images:find": _SEARCHED,
    "wagtailadmin_api:pages:find": _SEARCHED,
    "wagtailadmin_block_preview": _PREVIEW,
    "wagtailadmin_logout": _LOGOUT,
    "wagtailadmin_pages:workflow_preview(page_id, task_id)": _TASK,
    "wagtaildocs:create_multiple_from_uploaded_document(uploaded_file_id)": _UPLOADS,
    "wagtaildocs:delete_upload_multiple(uploaded_file_id)": _UPLOADS,
    "wagtailforms:delete_submissions(page_id)": _FORMS,
    "wagtailforms:list_submissions(page_id)": _FORMS,
    "wagtailforms:list_submissions_results(page_id)": _FORMS,
    "wagtailimages:create_multiple_from_uploaded_image(uploaded_file_id)": _UPLOADS,
    "wagtailimages:delete_upload_multiple(uploaded_file_id)": _UPLOADS,
    "wagtailimages:url_generator(image_id)": _OFF,
    "wagtailimages:url_generator_output(image_id)": _OFF,
    "wagtailsettings:edit(app_name, model_name)": _SETTINGS,
    "wagtailsettings:edit(app_name, model_name, pk)": _SETTINGS,
    "wagtailsettings:preview_on_edit(app_name, model_name, pk)": _SETTINGS,
    "wagtailsnippets:index": _OFF_INDEX,
    "wagtailsnippets_contest_privacy_consentnotice:revisions_compare(pk, revision_id_a, revision_id_b)": _REVISIONS,
    "wagtailsnippets_contest_privacy_consentnotice:revisions_revert(pk, revision_id)": _REVISIONS,
    "wagtailsnippets_contest_privacy_consentnotice:revisions_unschedule(pk, revision_id)": _REVISIONS,
}
