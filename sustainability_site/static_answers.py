"""Static files as they are answered: a visitor's wishes are read as they are for pages, and no parts of two forms get mixed."""

from django.http import HttpRequest
from whitenoise.middleware import WhiteNoiseFileResponse, WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from sustainability_site.negotiation import accepted_encoding


class StaticAnswers(WhiteNoiseMiddleware):
    """Whitenoise gives every form of a file the same tag, and sends a part of whichever form it chooses. Their names change
    with their contents, so nobody needs the tag; and a part is sent of the bare file only."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> WhiteNoiseFileResponse:
        encoding = accepted_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        request.META["HTTP_ACCEPT_ENCODING"] = encoding
        if encoding != "identity":
            request.META.pop("HTTP_RANGE", None)
        response = WhiteNoiseMiddleware.serve(static_file, request)
        del response["ETag"]
        return response
