"""The one way to a picture: renditions by name, never an original."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sustainability_site.content.images import rendition_path
from sustainability_site.content.renditions import CONTENT_TYPES
from sustainability_site.content.sandbox import POLICY

IMMUTABLE = "public, max-age=31536000, immutable"
# The address belongs to no language.
REDACTED = "Bildet er fjernet. / The picture has been removed.\n"


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponse:
    try:
        content = rendition_path(name).read_bytes()
    except (ValueError, FileNotFoundError) as error:
        raise Http404 from error
    if content:
        response = HttpResponse(content, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
        response["Cache-Control"] = IMMUTABLE
        response["Content-Disposition"] = f'inline; filename="{name}"'
    else:
        response = HttpResponse(REDACTED, status=410, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    return response
