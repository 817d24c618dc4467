from modeltranslation.translator import TranslationOptions, register

from sustainability_site.content.models import Image, Organisation, Page, PageSection, Source, Term


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "note")
    required_languages = ("nb",)


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "slug", "lead", "menu_title", "body")
    required_languages = ("nb",)


@register(PageSection)
class PageSectionTranslation(TranslationOptions):
    fields = ("heading", "body")
    required_languages = ("nb",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("description", "offices")
    required_languages = ("nb",)


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("name", "also", "definition")
    required_languages = {"nb": ("name", "definition")}
