from labels.models.label import Label
from labels.models.rows import Coverage, Scope, Tier
from labels.models.vocabulary import ProductCategory, Topic

__all__ = ["Coverage", "Label", "ProductCategory", "Scope", "Tier", "Topic"]
