from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Untranslated(str):
    """Norwegian text standing in for a missing translation: marks its language where it is printed."""

    __slots__ = ()

    def __str__(self) -> str:
        """Itself, so that neither str() nor a template filter for strings takes the mark away."""
        return self

    def __html__(self) -> SafeString:
        return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, self.plain)

    @property
    def plain(self) -> str:
        return str.__str__(self)
