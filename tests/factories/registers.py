"""Areas and themes."""

from factory.django import DjangoModelFactory

from portal.registers.models import Area, AreaKind, Theme


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "12101"
    kind = AreaKind.WARD
    name_ja = "中央区"
    name_en = "Chuo Ward"


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = "town"
    name_ja = "まち"
    name_en = "The town"
