from transparency.models.answer import PublicAnswer
from transparency.models.budget import RequestBudget
from transparency.models.findings import Finding, Measure
from transparency.models.mail import OutgoingMail
from transparency.models.reminder import StatementReminder
from transparency.models.request_rows import Attachment, CaseCounter, RequestEvent, RequestPart
from transparency.models.requests import InformationRequest
from transparency.models.rows import Company, Signature, Step
from transparency.models.statement import Statement

__all__ = [
    "Attachment",
    "CaseCounter",
    "Company",
    "Finding",
    "InformationRequest",
    "Measure",
    "OutgoingMail",
    "PublicAnswer",
    "RequestBudget",
    "RequestEvent",
    "RequestPart",
    "Signature",
    "Statement",
    "StatementReminder",
    "Step",
]
