import pytest
from django import forms

from portal.common.errors import NotAllowed, RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField


class TooLate(RuleViolation):
    pass


class NoteForm(RefusableForm):
    title = TitleField(max_length=5)
    text = TextField(required=False)
    field_of = {TooLate: "title"}


def sent(**fields):
    form = NoteForm({"title": "暗い道", "text": "", **fields})
    assert form.is_valid()
    return form


def refuse(violation):
    def deed():
        raise violation

    return deed


def test_words_are_stored_without_tricks():
    form = sent(title=" 暗い\n道\u202e ", text="\r\n一\r\n二\u200b\r\n")

    assert form.cleaned_data == {"title": "暗い 道", "text": "一\n二"}


@pytest.mark.parametrize("title", ["", "\u200b\ufeff", "\n \t"])
def test_a_title_that_nobody_can_see_is_none(title):
    assert not NoteForm({"title": title}).is_valid()


def test_length_is_that_of_what_is_stored():
    assert NoteForm({"title": "あ\u200bい\u200bう\u200bえ\u200bお"}).is_valid()
    assert not NoteForm({"title": "あいうえおか"}).is_valid()


def test_a_deed_that_is_done_gives_its_result():
    form = sent()

    assert form.attempt(lambda: 7) == 7
    assert form.refusal is None


def test_a_refusal_stands_beside_the_field_it_is_about():
    form = sent()

    assert form.attempt(refuse(TooLate("遅すぎます。"))) is None
    assert form.errors == {"title": ["遅すぎます。"]}
    assert isinstance(form.refusal, TooLate)


def test_another_refusal_stands_above_the_form():
    form = sent()

    form.attempt(refuse(RuleViolation("いまはできません。")))

    assert form.non_field_errors() == ["いまはできません。"]


def test_who_is_not_allowed_is_answered_by_a_page():
    with pytest.raises(NotAllowed):
        sent().attempt(refuse(NotAllowed("あなたにはできません。")))


def test_a_text_is_typed_into_a_large_field():
    assert isinstance(NoteForm().fields["text"].widget, forms.Textarea)
