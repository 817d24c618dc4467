from typing import Any

from django.utils import timezone

from labels.models import Label, Topic
from labels.summaries import split_by_offer, summarise
from sustainability_site.content.views import EditionView


class LabelListView(EditionView):
    template_name = "labels/label_list.html"
    kind = "page"
    list_kinds = ("label",)
    document_kinds = ("topic",)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        names = {topic.code: topic.name for topic in _topics(context)}
        day = timezone.localdate(context["at"])
        return split_by_offer(
            summarise(card=card, topic_names=names, day=day) for card in context["cards"]["label"]
        )


class LabelDetailView(EditionView):
    template_name = "labels/label_detail.html"
    kind = "label"
    document_kinds = ("topic",)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        label: Label = context["object"]
        day = timezone.localdate(context["at"])
        examined = {row.topic.code for row in label.coverages.all()}
        return {
            "generation_has_passed": label.generation_has_passed(day),
            "offered_now": label.is_offered_on(day),
            "scopes": [(scope, scope.standing_on(day)) for scope in label.scopes.all()],
            "unexamined": [topic for topic in _topics(context) if topic.code not in examined],
        }


def _topics(context: dict[str, Any]) -> list[Topic]:
    return sorted(context["vocabulary"]["topic"], key=lambda topic: (topic.position, topic.code))
