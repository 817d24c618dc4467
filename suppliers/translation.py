from modeltranslation.translator import TranslationOptions, register

from suppliers.models import (
    ChainTier,
    CodeOfConduct,
    FacilityList,
    FollowUp,
    FollowUpYear,
    Framework,
    GuideSection,
    Mineral,
    Regulation,
    Requirement,
    SourcingGuide,
    Substance,
    SupplyChain,
)


@register(CodeOfConduct)
class CodeOfConductTranslation(TranslationOptions):
    fields = ("title", "lead", "introduction", "follow_up")
    required_languages = {"nb": ("title", "lead")}


@register(Requirement)
class RequirementTranslation(TranslationOptions):
    fields = ("heading", "text")
    required_languages = ("nb",)


@register(Framework)
class FrameworkTranslation(TranslationOptions):
    fields = ("name", "short_name", "slug", "issuer", "lead", "description", "our_use")
    required_languages = {"nb": ("name", "short_name", "slug", "issuer", "lead", "description")}


@register(Regulation)
class RegulationTranslation(TranslationOptions):
    fields = ("name", "short_name", "slug", "lead", "description", "scope", "binds", "demand")
    required_languages = {"nb": ("name", "short_name", "slug", "lead", "description", "scope", "binds")}


@register(SourcingGuide)
class SourcingGuideTranslation(TranslationOptions):
    fields = ("title", "slug", "lead")
    required_languages = ("nb",)


@register(GuideSection)
class GuideSectionTranslation(TranslationOptions):
    fields = ("heading", "body")
    required_languages = {"nb": ("heading",)}


@register(Mineral)
class MineralTranslation(TranslationOptions):
    fields = ("name", "use_in_electronics", "found_in", "risk")
    required_languages = {"nb": ("name", "use_in_electronics")}


@register(Substance)
class SubstanceTranslation(TranslationOptions):
    fields = ("name", "hazard", "where_found", "note")
    required_languages = {"nb": ("name",)}


@register(SupplyChain)
class SupplyChainTranslation(TranslationOptions):
    fields = ("title", "lead", "introduction", "outlook")
    required_languages = {"nb": ("title", "lead")}


@register(ChainTier)
class ChainTierTranslation(TranslationOptions):
    fields = ("name", "happens", "known")
    required_languages = {"nb": ("name", "happens")}


@register(FollowUp)
class FollowUpTranslation(TranslationOptions):
    fields = ("title", "lead", "method")
    required_languages = {"nb": ("title", "lead")}


@register(FollowUpYear)
class FollowUpYearTranslation(TranslationOptions):
    fields = ("note",)


@register(FacilityList)
class FacilityListTranslation(TranslationOptions):
    fields = ("title", "lead", "coverage")
    required_languages = {"nb": ("title", "lead")}
