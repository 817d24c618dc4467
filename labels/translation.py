from modeltranslation.translator import TranslationOptions, register

from labels.models import Coverage, Label, ProductCategory, Scope, Tier, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "explanation", "requirement", "documentation", "question")
    required_languages = {"nb": ("name",)}


@register(ProductCategory)
class ProductCategoryTranslation(TranslationOptions):
    fields = ("name", "explanation")
    required_languages = ("nb",)


@register(Label)
class LabelTranslation(TranslationOptions):
    fields = (
        "name",
        "other_names",
        "slug",
        "lead",
        "body",
        "owner",
        "iso_note",
        "verifier",
        "generation",
        "revision_cycle",
        "not_covered",
        "lookup_text",
        "documentation",
        "mark_terms",
    )
    required_languages = ("nb",)


@register(Tier)
class TierTranslation(TranslationOptions):
    fields = ("name", "demand")
    required_languages = ("nb",)


@register(Coverage)
class CoverageTranslation(TranslationOptions):
    fields = ("explanation",)


@register(Scope)
class ScopeTranslation(TranslationOptions):
    fields = ("note",)
