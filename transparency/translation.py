from modeltranslation.translator import TranslationOptions, register

from transparency.models import Finding, Measure, PublicAnswer, Statement, Step


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = (
        "title",
        "lead",
        "retold_note",
        "organisation",
        "guidelines",
        "method",
        "actual_impacts",
        "significant_risks",
        "measures_summary",
        "results",
        "plans",
        "annual_report",
        "contact",
    )
    required_languages = ("nb",)


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("body",)
    required_languages = ("nb",)


@register(Finding)
class FindingTranslation(TranslationOptions):
    fields = (
        "title",
        "description",
        "right_concerned",
        "country",
        "product",
        "how_found",
        "no_measure_reason",
    )
    required_languages = ("nb",)


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("title", "description", "responsible_role", "result", "expected_result")
    required_languages = ("nb",)


@register(PublicAnswer)
class PublicAnswerTranslation(TranslationOptions):
    fields = ("title", "slug", "question", "answer", "topics")
    required_languages = ("nb",)
