from django.urls import path

from portal.accounts.views import (
    audit,
    committees,
    invitations,
    members,
    organisations,
    people,
    roles,
    verification,
)

app_name = "accounts"
urlpatterns = [
    path("account/profile/", people.profile, name="edit_profile"),
    path("account/organisations/", people.my_organisations, name="my_organisations"),
    path(
        "account/organisations/invitations/<int:pk>/",
        invitations.answer_own,
        name="answer_own_invitation",
    ),
    path("account/terms/", people.terms, name="terms"),
    path("account/data/", people.my_data, name="my_data"),
    path("account/data/download/", people.download_my_data, name="download_my_data"),
    path("account/close/", people.close, name="close_account"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/new/", organisations.register, name="register_organisation"),
    path("organisations/departments/new/", organisations.enter, name="enter_department"),
    path("organisations/<int:pk>/", organisations.organisation_page, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.edit, name="edit_organisation"),
    path("organisations/<int:pk>/identity/", organisations.edit_identity, name="edit_identity"),
    path("organisations/<int:pk>/ask/", organisations.ask, name="ask_for_verification"),
    path("organisations/<int:pk>/end/", organisations.end, name="end_organisation"),
    path("organisations/<int:pk>/members/", members.members, name="members"),
    path(
        "organisations/<int:pk>/members/<int:membership_id>/role/",
        members.change_role,
        name="change_member_role",
    ),
    path(
        "organisations/<int:pk>/members/<int:membership_id>/end/",
        members.end,
        name="end_membership",
    ),
    path("organisations/<int:pk>/hand-over/", members.give, name="hand_over"),
    path("organisations/<int:pk>/leave/", members.leave, name="leave_organisation"),
    path(
        "organisations/<int:pk>/invitations/<int:invitation_id>/withdraw/",
        members.withdraw,
        name="withdraw_invitation",
    ),
    path("organisations/<int:pk>/seats/", committees.seats, name="seats"),
    path("seats/<int:seat_id>/take/", committees.take, name="take_seat"),
    path("seats/<int:seat_id>/free/", committees.free, name="free_seat"),
    path("organisations/<int:pk>/verification/", verification.decide, name="decide_verification"),
    path("verifications/", verification.queue, name="verifications"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/answer/", invitations.answer, name="answer_invitation"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<int:grant_id>/revoke/", roles.revoke, name="revoke_role"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit_csv"),
]
