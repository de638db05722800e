"""The columns in which a person may stand while a contest runs, and why nobody stands in the other texts."""

from __future__ import annotations

from django.apps import apps
from wagtail.models import Page

from contest_pages.contests.fields import ChoiceListField

#: Table → the columns in which the person is planted.
PLANTED = {
    "contest_data_requests_datarequest": "words extended_because answer",
    "contest_entries_entry": "title title_text summary script_file_name link link_evidence changes_wanted search_text",
    "contest_entries_subtitles": "text",
    "contest_judging_assignment": "excused_because",
    "contest_judging_candidate": "state_reason added_because",
    "contest_judging_gapcase": "reason",
    "contest_judging_papercopy": "discarded_because",
    "contest_judging_recheckrequest": "words reply",
    "contest_judging_reopening": "because",
    "contest_judging_scoresheet": "remark reason",
    "contest_judging_sheetdraft": "remark reason",
    "contest_notices_notice": "address",
    "contest_quizzes_accommodation": "reason",
    "contest_quizzes_attempt": "prediction_typed",
    "contest_registrations_answerfile": "file_name",
    "contest_registrations_committeematch": "reason",
    "contest_registrations_conflictofinterest": "nature",
    "contest_registrations_member": "full_name guardian_name name_key name_text",
    "contest_registrations_registration": "team_name team_text email new_email phone new_phone former_contacts answers"
    " ended_because search_text",
    "contest_review_casecomment": "words",
    "contest_review_complaint": "words",
    "contest_review_desknotes": "fields",
    "contest_review_review": "reason checklist",
    "contest_rosters_reminder": "address",
    "contest_rosters_rosterlist": "file_name",
    "contest_standings_award": "remark revoked_because",
    "contest_standings_exclusion": "reason lifted_reason",
    "contest_standings_rankedrow": "name",
    "contest_standings_rankingstep": "words",
    "wagtailcore_modellogentry": "data",
}
#: What stays as an official record: decisions of the review and sheets of juries, in chains in which none can be changed, and
#: reasons in the minutes of juries and rankings.
KEPT_AS_RECORDS = {
    "contest_judging_assignment.excused_because": {"excuse"},
    "contest_judging_candidate.added_because": {"late work"},
    "contest_judging_candidate.state_reason": {"leaving"},
    "contest_judging_gapcase.reason": {"gap"},
    "contest_judging_papercopy.discarded_because": {"paper back"},
    "contest_judging_reopening.because": {"reopening"},
    "contest_judging_scoresheet.reason": {"new sheet"},
    "contest_judging_scoresheet.remark": {"jury remark"},
    "contest_review_review.reason": {"reason"},
    "contest_review_review.checklist": {"note of a check"},
    "contest_standings_award.revoked_because": {"revocation"},
    "contest_standings_exclusion.lifted_reason": {"lifting"},
    "contest_standings_exclusion.reason": {"exclusion"},
    "contest_standings_rankingstep.words": {"exclusion", "lifting", "revocation", "tie"},
}
NEVER_IN_A_FILE = {"identity", "name of the video"}
NEVER_IN_THE_DATABASE = NEVER_IN_A_FILE | {"file", "video", "video sent", "video on its way", "row of a list"}

#: Why no contestant, and no contact of a unit, stands in the other texts → table → columns. Pages are left out: editors write them.
NOBODY_IN = {
    "a code, a key, a path, a checksum or a keyed hash that the software makes": {
        "contest_banners_bannersalt": "salt",
        "contest_banners_bannervisit": "digest",
        "contest_entries_upload": "key secret_hash head_sha256 multipart_id",
        "contest_entries_videoasset": "sha256 place",
        "contest_judging_judgingplan": "digest",
        "contest_judging_jurycriterion": "key",
        "contest_judging_score": "criterion_key",
        "contest_judging_scoresheet": "part_key video_sha256 previous_hash record_hash",
        "contest_judging_sheetchain": "last_hash",
        "contest_judging_gapcase": "part_key",
        "contest_judging_papercopy": "part_key",
        "contest_judging_sheetdraft": "part_key",
        "contest_mailings_mailing": "audience purpose",
        "contest_judging_paperpicture": "part_key sha256",
        "contest_notices_letterwording": "key",
        "contest_notices_notice": "kind message_id",
        "contest_pages_lastrun": "name",
        "contest_pages_requestcount": "key",
        "contest_privacy_consenttext": "digest",
        "contest_quizzes_attempt": "code period seed digest network_mark device_mark",
        "contest_registrations_consentrecord": "key",
        "contest_registrations_member": "identity_hash identity_last place",
        "contest_registrations_pendingfile": "person network",
        "contest_registrations_registration": "code pending_key",
        "contest_review_reminder": "key",
        "contest_review_review": "video_sha256 previous_hash record_hash",
        "contest_review_reviewchain": "last_hash",
        "contest_screens_operatorpresence": "channel",
        "contest_screens_screen": "key code channel role",
        "contest_standings_lotseed": "seed commitment",
        "contest_standings_rankedrow": "code",
        "contest_standings_ranking": "digest",
        "contest_units_unit": "path",
    },
    "a random name of a file, whose content is searched in its folder": {
        "contest_entries_entry": "script",
        "contest_entries_rendition": "file",
        "contest_entries_still": "picture",
        "contest_entries_upload": "original",
        "contest_entries_videoasset": "original playable poster",
        "contest_judging_paperpicture": "file",
        "contest_registrations_answerfile": "file",
        "contest_registrations_pendingfile": "name",
        "contest_rosters_rosterlist": "file",
        "contest_units_unitlist": "file",
    },
    "numbers, names of fields and sentences of the software": {
        "contest_ceremonies_press": "taken_back",
        "contest_entries_videoasset": "facts verdict problem frame_hashes",
        "contest_entries_videojob": "last_error",
        "contest_judging_judgingplan": "rules",
        "contest_judging_papercopy": "points",
        "contest_judging_scoresheet": "points",
        "contest_judging_sheetdraft": "points",
        "contest_mailings_mailing": "filters",
        "contest_notices_notice": "ids reason",
        "contest_question_bank_keycorrection": "accepted",
        "contest_quizzes_attempt": "questions answers",
        "contest_registrations_exportcolumns": "columns",
        "contest_standings_award": "basis",
        "contest_standings_rankedrow": "keys",
        "contest_standings_ranking": "basis rules facts",
    },
    "a copy of what editors offered to all: a division, a question of the form, a declaration, a step, a type of file": {
        "contest_entries_entry": "declarations",
        "contest_judging_candidate": "division",
        "contest_privacy_consenttext": "text",
        "contest_quizzes_attempt": "division",
        "contest_registrations_answerfile": "name label content_type",
        "contest_registrations_consentrecord": "words",
        "contest_registrations_registration": "division",
        "contest_review_review": "step_name reason_title",
        "contest_standings_rankedrow": "division",
    },
    "what editors and organisers set for all contestants": {
        "contest_notices_letterwording": "subject text message",
        "contest_contests_banner": "alternative_text link",
        "contest_contests_milestone": "label",
        "contest_contests_prize": "name extra basis part_key division",
        "contest_judging_judgingplan": "reason",
        "contest_judging_jurycriterion": "name description low middle high",
        "contest_privacy_consentnotice": "title data controller retention rights",
        "contest_privacy_consentpurpose": "text",
        "contest_question_bank_question": "text audience source explanation search_text",
        "contest_question_bank_questionoption": "text",
        "contest_question_bank_questionset": "name",
        "contest_question_bank_questiontopic": "name",
        "contest_question_bank_questionversion": "text options explanation source",
        "contest_quizzes_quizaudience": "division",
        "contest_registrations_registrationdivision": "name",
        "contest_registrations_registrationfield": "clean_name label choices default_value help_text",
        "contest_review_rejectionreason": "title",
        "contest_review_reviewstep": "name checklist",
    },
    "about a question and its key": {"contest_question_bank_keycorrection": "reason"},
    "one text to all units whose contestants are missing": {"contest_rosters_reminder": "subject words"},
    "one text to all recipients of a mailing; names are placeholders": {
        "contest_mailings_mailing": "subject text message"
    },
    "a unit, with its office's own address": {
        "contest_units_unit": "name code block email search_text",
        "contest_units_unitlist": "file_name",
    },
    "officials, guests and partners, named for their office": {
        "contest_banners_partner": "name site email phone key",
        "contest_ceremonies_duty": "who what",
        "contest_ceremonies_invitedguests": "who",
        "contest_ceremonies_programmeitem": "title who",
        "contest_ceremonies_venue": "name address contact",
        "contest_committees_committeemember": "full_name phone email identity_hash identity_last name_key search_text",
        "contest_contests_contact": "name role phone email",
    },
    "the honoured, by a decision that is published": {"contest_activities_honoured": "name reason form"},
    "about a juror": {"contest_judging_seatterm": "because"},
    "accounts of the staff": {"contest_accounts_signin": "account address"},
}


def columns_of(tables: dict[str, str]) -> set[str]:
    """Return the columns that a table of tables names, as "table.column"."""
    return {f"{table}.{column}" for table, columns in tables.items() for column in columns.split()}


def text_columns() -> set[str]:
    """Return the columns of the extension that hold texts, JSON or names of files, but for choices and pages."""
    kinds = {"BinaryField", "CharField", "FileField", "JSONField", "SlugField", "TextField", "URLField"}
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("contest_pages.") and not issubclass(model, Page)
        for field in model._meta.local_fields
        if field.get_internal_type() in kinds and not field.choices and not isinstance(field, ChoiceListField)
    }
