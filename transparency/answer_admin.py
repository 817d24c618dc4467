from typing import ClassVar

from django.contrib import admin

from sustainability_site.content.admin import PublishableAdmin
from transparency.models import PublicAnswer


@admin.register(PublicAnswer)
class PublicAnswerAdmin(PublishableAdmin):
    fieldsets: ClassVar = (
        ("Spørsmålet og svaret", {"fields": ("title", "question", "answer", "answered_on")}),
        ("Hvor det finnes igjen", {"fields": ("code", "slug", "topics")}),
        ("Bare for oss", {"fields": ("case_number",)}),
    )
    list_display: ClassVar = ("title", "answered_on")
    search_fields: ClassVar = ("code", "title_nb", "title_en", "case_number")
    prepopulated_fields: ClassVar = {
        "code": ("title_nb",),
        "slug_nb": ("title_nb",),
        "slug_en": ("title_en",),
    }
