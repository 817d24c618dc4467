from transparency.models.findings import Finding, Measure
from transparency.models.rows import Company, Signature, Step
from transparency.models.statement import Statement

__all__ = ["Company", "Finding", "Measure", "Signature", "Statement", "Step"]
