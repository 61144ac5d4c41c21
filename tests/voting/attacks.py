"""The attacks that the protocol must withstand, by number, and the tests that plant them.

Nothing is left out. A new attack takes the next number and the name of its test.
"""

from typing import Final

PROOFS, GROUPS, BALLOTS = "crypto.test_proofs", "crypto.test_groups", "crypto.test_ballots"
SHUFFLE, THRESHOLD, OPENING = "crypto.test_shuffle", "crypto.test_threshold", "crypto.test_opening"
SELECTION, CEREMONY, OPENED = "crypto.test_selection", "crypto.test_ceremony", "crypto.test_opened"
KEYMAKING, DUTIES, TRUSTEE = "trustee.test_ceremony", "trustee.test_duties", "trustee.test_command"
BOOTH = "e2e.test_casting"
CASTING = "held.test_casting"
RECORD, CREDENTIALS = "verify.test_attacks_on_records", "crypto.test_credential_list"

PLANTED: Final[dict[int, tuple[str, ...]]] = {
    1: (
        f"{PROOFS}.test_a_proof_of_a_logarithm_is_accepted_and_bound_to_its_statement",
        f"{BALLOTS}.test_a_ballot_moved_elsewhere_is_refused",
    ),
    2: (
        f"{OPENING}.test_a_factor_changed_after_the_proof_is_refused",
        f"{RECORD}.test_an_invalid_opening_that_is_needed_is_refused",
    ),
    3: (
        f"{BALLOTS}.test_a_ballot_moved_elsewhere_is_refused",
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
    ),
    4: (
        f"{PROOFS}.test_a_scalar_plus_the_order_is_no_second_proof",
        f"{RECORD}.test_a_mix_that_was_tampered_with_is_refused",
    ),
    5: (
        f"{PROOFS}.test_the_challenge_zero_proves_nothing",
        f"{RECORD}.test_a_mix_that_was_tampered_with_is_refused",
    ),
    6: (
        f"{BALLOTS}.test_a_ballot_of_another_number_of_elements_is_refused",
        f"{OPENED}.test_a_ballot_over_a_limit_is_listed_and_not_counted",
    ),
    7: (
        f"{BALLOTS}.test_a_ballot_that_another_credential_signed_is_refused",
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
    ),
    8: (
        f"{SHUFFLE}.test_a_mix_of_other_rows_is_refused",
        f"{RECORD}.test_a_mixer_who_replaces_a_ballot_and_signs_is_refused",
    ),
    9: (
        f"{SHUFFLE}.test_a_mix_keeps_what_the_rows_say_and_is_accepted",
        f"{SHUFFLE}.test_a_mix_of_other_rows_is_refused",
        "verify.test_verifier.test_a_vote_without_ballots_is_good_and_has_no_winners",
    ),
    10: (
        f"{SHUFFLE}.test_the_generators_are_distinct_and_the_same_for_everyone",
        f"{SHUFFLE}.test_a_mix_under_another_key_is_refused",
        "crypto.test_mixing.test_a_proof_of_another_list_is_refused",
    ),
    11: (f"{GROUPS}.test_what_rfc_9496_calls_invalid_is_refused",),
    12: (
        f"{PROOFS}.test_a_ciphertext_with_an_identity_in_it_is_refused",
        "crypto.test_definition.test_a_definition_that_cannot_be_is_refused",
        f"{RECORD}.test_a_mix_that_was_tampered_with_is_refused",
    ),
    13: (f"{GROUPS}.test_small_order_and_border_values_are_no_elements",),
    14: (f"{GROUPS}.test_small_order_and_border_values_are_no_elements",),
    15: (f"{RECORD}.test_a_definition_that_was_changed_after_opening_is_refused",),
    16: (
        f"{SELECTION}.test_a_copy_is_refused_whoever_sends_it",
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
    ),
    17: (
        f"{SELECTION}.test_half_a_copy_is_refused",
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
        f"{CASTING}.test_a_copied_ciphertext_is_refused_whoever_sends_it",
    ),
    18: (f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",),
    19: (
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
        f"{CASTING}.test_what_is_wrong_in_itself_is_refused_by_name",
    ),
    20: (
        f"{SELECTION}.test_the_last_ballot_of_each_credential_is_opened",
        f"{CASTING}.test_fifty_casts_of_one_credential_at_once_are_one_ballot",
    ),
    21: (
        f"{SELECTION}.test_an_older_ballot_under_a_fresh_encryption_is_refused",
        f"{RECORD}.test_an_entry_that_breaks_the_rules_is_refused",
        f"{CASTING}.test_a_changed_ballot_names_the_one_before_and_no_counter_is_jumped",
    ),
    22: (f"{SELECTION}.test_a_broken_chain_is_refused",),
    23: (
        f"{RECORD}.test_a_ballot_that_was_removed_after_a_signed_head_is_missed",
        "monitor.test_monitor.test_an_entry_removed_after_a_signed_head_is_missed",
        f"{CASTING}.test_the_database_refuses_to_change_the_log_and_the_board",
    ),
    24: (
        f"{RECORD}.test_a_log_that_was_forked_is_found_by_the_head_of_the_other_branch",
        "monitor.test_monitor.test_two_monitors_who_were_shown_different_logs_find_out",
    ),
    25: (
        f"{RECORD}.test_a_ballot_after_closing_is_refused",
        f"{CASTING}.test_nothing_is_cast_before_opening_after_closing_or_outside_the_phase",
    ),
    26: (f"{SELECTION}.test_a_copy_is_refused_whoever_sends_it",),
    27: (
        "services.test_registrations.test_the_registrar_gets_whoever_may_vote_and_nobody_else",
        f"{CREDENTIALS}.test_more_keys_than_the_roll_are_refused",
        f"{RECORD}.test_a_list_of_credentials_that_was_changed_is_refused",
    ),
    28: (
        "crypto.test_canonical.test_an_ambiguous_or_huge_text_is_refused",
        f"{RECORD}.test_an_ambiguous_document_is_refused",
        f"{CASTING}.test_ambiguous_and_huge_requests_are_refused_and_store_nothing",
    ),
    29: (
        f"{RECORD}.test_a_challenged_ballot_that_is_cast_later_is_refused",
        f"{CASTING}.test_a_challenged_ballot_is_never_cast_and_a_cast_one_never_spoilt",
    ),
    30: (
        f"{BALLOTS}.test_a_challenged_ballot_opens_to_what_the_voter_meant_and_to_nothing_else",
        "audit_ballot.test_audit.test_the_ballot_is_the_one_that_was_committed_to",
        f"{BOOTH}.test_a_challenged_ballot_is_opened_without_a_network_and_never_cast",
    ),
    31: (f"{CEREMONY}.test_a_rogue_key_is_refused",),
    32: (f"{THRESHOLD}.test_a_dealing_chosen_after_the_others_were_seen_is_refused",),
    33: (
        f"{KEYMAKING}.test_a_bad_share_is_complained_of_and_its_dealer_named",
        f"{KEYMAKING}.test_a_complaint_without_reason_falls_back_on_who_complains",
    ),
    34: (
        f"{THRESHOLD}.test_a_number_that_is_no_trustees_is_refused",
        "crypto.test_mixing.test_an_opening_of_another_list_or_by_no_trustee_is_refused",
    ),
    35: (
        f"{RECORD}.test_fewer_openings_than_t_are_refused",
        f"{RECORD}.test_one_trustee_twice_is_refused",
    ),
    36: (f"{RECORD}.test_an_invalid_opening_among_t_valid_ones_is_named_and_left_out",),
    37: (
        f"{RECORD}.test_a_mix_that_was_tampered_with_is_refused",
        f"{OPENING}.test_an_opening_of_another_list_is_refused",
    ),
    38: (
        f"{OPENED}.test_a_ballot_marked_by_unused_bits_is_not_counted",
        f"{RECORD}.test_a_result_that_was_edited_is_refused",
    ),
    39: (
        f"{OPENED}.test_a_ballot_over_a_limit_is_listed_and_not_counted",
        "crypto.test_packing.test_a_ranking_with_a_gap_or_a_repetition_is_refused",
        "verify.test_verifier.test_every_deed_leads_to_a_good_record",
    ),
    40: (
        f"{RECORD}.test_a_result_that_was_edited_is_refused",
        f"{RECORD}.test_a_lot_that_was_edited_is_refused",
    ),
    41: (
        f"{DUTIES}.test_what_was_not_mixed_is_not_opened",
        f"{DUTIES}.test_a_mix_that_changes_nothing_and_proves_nothing_is_no_mix",
    ),
    42: (
        f"{SELECTION}.test_a_list_under_the_minimum_stays_closed",
        "verify.test_verifier.test_a_list_under_the_minimum_is_not_opened",
    ),
    43: (
        f"{DUTIES}.test_a_second_list_of_the_vote_is_not_opened",
        f"{TRUSTEE}.test_after_kill_9_another_list_is_still_refused",
    ),
    44: (
        f"{CASTING}.test_a_receipt_stores_nothing_and_the_portal_holds_no_ballot_before_the_voter_chose",
        f"{BOOTH}.test_a_resident_votes_with_a_postcard_and_changes_the_ballot",
    ),
    45: (
        f"{SELECTION}.test_a_jump_to_the_last_counter_is_refused",
        f"{CASTING}.test_a_changed_ballot_names_the_one_before_and_no_counter_is_jumped",
    ),
    46: (
        f"{SELECTION}.test_of_two_with_one_counter_the_first_in_the_log_stands",
        f"{CASTING}.test_fifty_casts_of_one_credential_at_once_are_one_ballot",
    ),
    47: (f"{OPENED}.test_a_ballot_marked_by_a_larger_counter_is_not_counted",),
    48: (
        "services.test_registrations.test_a_second_key_for_one_entry_is_refused_by_either_way",
        "services.test_registrations.test_of_many_keys_for_one_entry_at_once_one_stands",
        "services.test_registrations.test_a_key_that_comes_while_the_roll_goes_is_in_it_or_refused",
    ),
    49: (
        "held.test_paper.test_more_or_fewer_ballots_than_excluded_keys_are_not_bound",
        "held.test_paper.test_ballots_are_bundled_once_closed_and_typed_before_the_first_mix",
        f"{RECORD}.test_paper_ballots_that_were_typed_after_opening_are_refused",
        f"{RECORD}.test_more_paper_ballots_than_excluded_keys_are_refused",
    ),
    50: (
        "held.test_paper.test_one_person_by_the_roll_and_by_the_card_is_excluded_once",
        "held.test_paper.test_casting_and_handing_the_card_in_at_once_never_both_count",
        f"{RECORD}.test_what_was_cast_before_voting_on_paper_is_not_counted",
        f"{RECORD}.test_casting_after_voting_on_paper_is_refused",
        f"{CASTING}.test_an_excluded_credential_casts_no_more_and_its_holder_is_told",
    ),
    51: (
        f"{KEYMAKING}.test_a_key_swapped_by_the_relay_shows_in_the_words",
        f"{TRUSTEE}.test_a_swapped_key_is_noticed_by_the_words",
    ),
    52: (
        f"{KEYMAKING}.test_after_an_upheld_complaint_all_begin_anew_with_fresh_polynomials",
        f"{KEYMAKING}.test_an_attempt_is_not_finished_while_one_has_not_confirmed",
    ),
    53: (f"{TRUSTEE}.test_no_tool_of_a_real_vote_takes_a_seed",),
    54: (
        "registrar.test_codes.test_guessing_any_code_of_a_large_list_takes_thousands_of_years",
        "registrar.test_codes.test_the_cost_of_a_guess_is_that_of_scrypt",
    ),
    55: (
        f"{CASTING}.test_before_closing_the_log_shows_heads_and_proofs_and_nothing_else",
        f"{CASTING}.test_only_the_holder_of_a_code_is_told_where_its_ballots_stand",
    ),
    56: (
        f"{CASTING}.test_a_resend_gets_the_same_promise_and_is_no_second_ballot",
        f"{BOOTH}.test_an_answer_that_never_comes_neither_loses_nor_doubles_a_ballot",
    ),
}
