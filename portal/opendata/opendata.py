"""What is public of the rooms below this one: areas, themes, organisations."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.accounts.names import ORGANISATION_KIND_NAMES
from portal.opendata.tables import Column, Kind, Table, area, coded, number_of
from portal.registers.codes import with_check_digit
from portal.registers.models import Area, AreaKind, Theme


def _organisations() -> QuerySet[Organisation]:
    """Those that a ward officer verified; what others call themselves is nobody's fact."""
    return Organisation.objects.active().verified()


TABLES = (
    Table(
        "areas",
        _("区域"),
        _("市と区の、全国地方公共団体コードと人口です。"),
        Area.objects.of_this_city,
        (
            Column("code", "区域コード", "code", tell=with_check_digit),
            Column("name", "名称", "name_ja"),
            Column("name_en", "名称_英字", "name_en"),
            *coded("kind", "種別", "kind", dict(AreaKind.choices)),
            Column("part_of", "上位区域コード", "parent__code", tell=with_check_digit),
            number_of("population", "人口", "population"),
            Column("population_on", "人口の基準日", "population_on", Kind.DATE),
        ),
    ),
    Table(
        "themes",
        _("テーマ"),
        _("課題と提案を分けるテーマです。"),
        Theme.objects.all,
        (
            Column("slug", "テーマID", "slug"),
            Column("name", "名称", "name_ja"),
            Column("name_en", "名称_英字", "name_en"),
            Column("aim", "目指す姿", "aim_ja"),
        ),
    ),
    Table(
        "organisations",
        _("団体"),
        _("区役所が確認した団体と、市の担当課です。"),
        _organisations,
        (
            Column("name", "名称", "name"),
            Column("name_en", "名称_英字", "name_en"),
            *coded("kind", "種別", "kind", ORGANISATION_KIND_NAMES),
            Column("corporate_number", "法人番号", "corporate_number"),
            *area(),
            Column("verified_at", "確認日", "verified_at", Kind.MOMENT),
        ),
        page="accounts:organisation",
        moment="verified_at",
    ),
)
