"""The components as templates use them."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from portal.common.steps import step_bar


def render(source: str, **values: object) -> str:
    return re.sub(r"\s+", " ", Template(source).render(Context(values))).strip()


@dataclass
class Step:
    number: int
    is_current: bool = False
    state: str = "ahead"
    name: str = "段階"
    opens_on: date | None = None
    closes_on: date | None = None
    reached_on: date | None = None
    url: str = ""


def steps(*current: int) -> list[Step]:
    return [Step(number, number in current) for number in range(1, 11)]


def numbers(html: str) -> list[int]:
    return [int(number) for number in re.findall(r"tm-step__number\">(\d+)<", html)]


@pytest.mark.parametrize(
    ("current", "shown"),
    [((1,), [1, 2]), ((2,), [1, 2, 3]), ((10,), [9, 10]), ((2, 5), [4, 5, 6]), ((), [1, 2])],
)
def test_a_phone_shows_the_current_step_with_its_neighbours(current, shown):
    bar = step_bar(steps(*current))
    assert numbers(bar.strip) == shown
    assert numbers(bar.all) == list(range(1, 11))


def test_the_bar_says_where_an_item_stands():
    rendered = render('{% include "components/step_bar.html" only %}', steps=steps(4))
    assert "全0段階です。" in rendered
    rendered = render(
        '{% include "components/step_bar.html" with steps=steps only %}', steps=steps(4)
    )
    assert "全10段階中、第4段階「段階」です" in rendered
    # once in the row, once in the strip, once in the list of all
    assert rendered.count('aria-current="step"') == 3


def test_the_bar_says_where_a_cycle_stands_when_several_steps_are_open():
    rendered = render(
        '{% include "components/step_bar.html" with steps=steps only %}', steps=steps(2, 5)
    )
    assert "いま開いている段階：2 段階、5 段階" in rendered


@pytest.mark.parametrize(
    ("state", "text"),
    [("closed", "済み"), ("open", "いま"), ("ahead", "これから"), ("left_out", "対象外")],
)
def test_the_state_of_a_step_is_said_in_words(state, text):
    assert f"{text}</span>" in step_bar([Step(1, state=state)]).all


def test_the_dates_of_a_step():
    first, last = date(2025, 3, 1), date(2025, 4, 30)
    window = step_bar([Step(1, opens_on=first, closes_on=last)]).all
    assert "<span>2025/3/1〜</span><span>2025/4/30</span>" in window
    assert "2025/3/1〜</span></span>" in step_bar([Step(1, opens_on=first)]).all
    reached = step_bar([Step(1, state="closed", reached_on=first)]).all
    assert "<span>2025/3/1</span>に到達" in reached
    assert "2025" not in step_bar([Step(1, state="left_out", opens_on=first)]).all


def test_the_name_of_a_step_is_escaped():
    assert "&lt;b&gt;" in step_bar([Step(1, name="<b>", url="/?a&b")]).all


def test_a_component_sees_what_is_named_and_its_inner_text():
    rendered = render(
        '{% component "disclosure" summary=title %}<p>{{ inner }}</p>{% endcomponent %}',
        title="<くわしく>",
        inner="<中>",
        id="not-named",
    )
    assert "&lt;くわしく&gt;" in rendered
    assert "<p>&lt;中&gt;</p>" in rendered
    assert "not-named" not in rendered


@pytest.mark.parametrize(
    "source", ["{% component %}{% endcomponent %}", '{% component "card" x %}']
)
def test_a_component_written_wrongly_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_an_icon_is_silent():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')


class SampleForm(forms.Form):
    title = forms.CharField(label="題名", help_text="短く", max_length=5)
    text = forms.CharField(label="本文", widget=forms.Textarea(), max_length=200, required=False)
    kind = forms.ChoiceField(label="種類", choices=[("a", "道路")], widget=forms.RadioSelect)
    email = forms.EmailField(
        label="メール", widget=forms.EmailInput(attrs={"placeholder": "メール"}), required=False
    )
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


FIELDS = '{% include "components/fields.html" with form=form only %}'
FORM = '{% component "form" form=form submit="送る" keep="note" %}{% endcomponent %}'


def test_label_hint_and_mark_belong_to_the_field():
    rendered = render(FIELDS, form=SampleForm())
    assert '<label class="tm-field__label" for="id_title">題名' in rendered
    assert 'id="id_title_helptext"> 短く' in rendered or 'id="id_title_helptext">短く' in rendered
    assert 'aria-describedby="id_title_helptext"' in rendered
    assert rendered.count("※必須") == 2


def test_an_error_is_tied_to_its_field():
    rendered = render(FIELDS, form=SampleForm({"title": "長すぎる題名です"}))
    assert 'id="id_title_error"' in rendered
    assert 'aria-describedby="id_title_helptext id_title_error"' in rendered
    assert 'aria-invalid="true"' in rendered


def test_a_group_of_choices_is_one_fieldset_with_its_error():
    rendered = render(FIELDS, form=SampleForm({"title": "題"}))
    group = re.search(r"<fieldset.*?</fieldset>", rendered)[0]
    assert 'id="id_kind"' in group
    assert 'aria-describedby="id_kind_error"' in group
    assert '<input type="radio" name="kind" value="a"' in group


def test_no_field_has_a_placeholder():
    assert "placeholder" not in render(FIELDS, form=SampleForm())


def test_the_errors_of_a_form_are_summed_up_and_lead_to_the_fields():
    rendered = render(FORM, form=SampleForm({"title": ""}))
    summary = re.search(r"<section class=\"tm-error-summary\".*?</section>", rendered)[0]
    assert "autofocus" in summary
    assert '<a href="#id_title">題名：入力または選択してください。</a>' in summary
    assert '<a href="#id_kind">' in summary


def test_a_form_that_was_not_sent_has_no_summary():
    assert "tm-error-summary" not in render(FORM, form=SampleForm())


def test_a_long_text_tells_its_limit():
    assert 'data-count-of="id_text" data-most="200"' in render(FIELDS, form=SampleForm())


def test_a_form_carries_its_token_and_says_that_it_is_kept():
    rendered = Template(FORM).render(Context({"form": SampleForm(), "csrf_token": "abc"}))
    assert 'name="csrfmiddlewaretoken" value="abc"' in rendered
    assert 'data-keep="note"' in rendered


def test_a_state_is_said_by_words_and_a_drawing():
    rendered = render('{% include "components/chip.html" with label="対応中" tone="open" only %}')
    assert "<span>対応中</span>" in rendered
    assert "<svg" in rendered


def test_a_list_without_more_has_no_paging():
    assert render('{% include "components/pagination.html" only %}') == ""
