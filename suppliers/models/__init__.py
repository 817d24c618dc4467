from suppliers.models.chain import ChainTier, SupplyChain
from suppliers.models.code_of_conduct import CodeOfConduct, Requirement
from suppliers.models.facilities import FacilityList
from suppliers.models.follow_up import FollowUp, FollowUpYear
from suppliers.models.guide import GuideSection, SourcingGuide
from suppliers.models.materials import Mineral, Substance
from suppliers.models.rules import Framework, Regulation

__all__ = [
    "ChainTier",
    "CodeOfConduct",
    "FacilityList",
    "FollowUp",
    "FollowUpYear",
    "Framework",
    "GuideSection",
    "Mineral",
    "Regulation",
    "Requirement",
    "SourcingGuide",
    "Substance",
    "SupplyChain",
]
