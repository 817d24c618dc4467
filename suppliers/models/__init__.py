from suppliers.models.code_of_conduct import CodeOfConduct, Requirement
from suppliers.models.guide import GuideSection, SourcingGuide
from suppliers.models.materials import Mineral, Substance
from suppliers.models.rules import Framework, Regulation

__all__ = [
    "CodeOfConduct",
    "Framework",
    "GuideSection",
    "Mineral",
    "Regulation",
    "Requirement",
    "SourcingGuide",
    "Substance",
]
