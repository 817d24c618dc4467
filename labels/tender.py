"""From topics and labels to words for a tender. Pure: thawed entries in, parts of a text out.

A label is never demanded: the topic is, and the label «or equivalent» is accepted as documentation where it requires
the topic and has criteria that apply.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from labels.enums import Level
from labels.finding import Candidate, Obstacle, Wish, can_document, judge
from labels.models import Coverage, Label, Topic
from sustainability_site.content.models import Source


@dataclass(frozen=True)
class Requirement:
    """A topic, and the coverage rows of the labels that may document it, each with its label."""

    topic: Topic
    documented_by: tuple[tuple[Label, Coverage], ...]


@dataclass(frozen=True)
class Tender:
    """`refused` are labels that were chosen and can't serve, with the obstacle."""

    requirements: tuple[Requirement, ...]
    labels: tuple[Label, ...]
    refused: tuple[tuple[Label, Obstacle], ...]

    @property
    def sources(self) -> list[Source]:
        """Where the facts in the text come from, each once, in the order of the text."""
        found = [requirement.topic.source for requirement in self.requirements]
        found += [
            row.source for requirement in self.requirements for _label, row in requirement.documented_by
        ]
        found += [label.documentation_source for label in self.labels]
        return list({source.code: source for source in found if source}.values())


def compose(*, labels: Sequence[tuple[Label, Candidate]], wish: Wish, topics: Sequence[Topic]) -> Tender:
    """`topics` are all the topics there are, in reading order. Without a wished topic, those that the labels ask for."""
    wanted = wish.topics or _asked_by([candidate for _label, candidate in labels])
    chosen = [topic for topic in topics if topic.code in wanted and topic.requirement]
    asked = Wish(wish.category, wish.wider, tuple(topic.code for topic in chosen))
    codes = [topic.code for topic in topics]
    judged = [(label, judge(candidate, asked, codes)) for label, candidate in labels]
    serving = [label for label, verdict in judged if can_document(verdict)]
    return Tender(
        requirements=tuple(Requirement(topic, _documenting(serving, topic)) for topic in chosen),
        labels=tuple(serving),
        refused=tuple(
            (label, verdict.obstacle or Obstacle.NO_TOPIC)
            for label, verdict in judged
            if not can_document(verdict)
        ),
    )


def _asked_by(labels: Sequence[Candidate]) -> set[str]:
    return {topic for label in labels for topic, level in label.levels.items() if level is not Level.NOT}


def _documenting(labels: Sequence[Label], topic: Topic) -> tuple[tuple[Label, Coverage], ...]:
    return tuple(
        (label, row)
        for label in labels
        for row in label.coverages.all()
        if row.topic.code == topic.code and row.level == Level.REQUIRED
    )
