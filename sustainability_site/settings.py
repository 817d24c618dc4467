"""One file for every way of running. The environment is read here and in gunicorn.conf.py, nowhere else."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

from sustainability_site.checks import environment_faults
from sustainability_site.secret_key import kept_secret_key, stated_secret_key

CHECKOUT = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("SITE_MODE", "local") != "local"
VAR = Path(os.environ.get("SITE_VAR") or CHECKOUT / "var").resolve()

if faults := environment_faults(os.environ):
    sys.exit("\n".join(faults))

env = environ.Env()

# Site
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SECRET_KEY = stated_secret_key(os.environ) or kept_secret_key(VAR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ROOT_URLCONF = "sustainability_site.urls"
WSGI_APPLICATION = "sustainability_site.wsgi.application"

INSTALLED_APPS = [
    "modeltranslation",
    "sustainability_site",
    "sustainability_site.content.apps.ContentConfig",
    "labels.apps.LabelsConfig",
    "suppliers.apps.SuppliersConfig",
    "transparency.apps.TransparencyConfig",
    "django_prose_editor",
    "js_asset",
    # Django admin stands after the apps that override its templates: the first one found wins.
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    # Last, since it puts its own screens for accounts in the place of theirs.
    "sustainability_site.people.apps.PeopleConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sustainability_site.static_answers.StaticAnswers",
    "sustainability_site.page_weight.PageWeightMiddleware",
    "sustainability_site.answers.AnswerMiddleware",
    "sustainability_site.language.LanguageMiddleware",
    # Outside of all that may refuse a form: what was typed in it is kept whatever becomes of it.
    "sustainability_site.content.keeping_views.KeepingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sustainability_site.people.middleware.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data
SQLITE_OPTIONS = {
    "timeout": 10,
    "transaction_mode": "IMMEDIATE",
    # FULL, since a commit that was confirmed must survive a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    # What is anonymised is overwritten, not only unlinked.
    "PRAGMA secure_delete=ON;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# Opening one anew costs more than a kept answer, with SQLite too.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [CHECKOUT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sustainability_site.static_files.SiteStaticFilesStorage"},
}
# Source maps must be collected, since scripts name them, but compressing them took most of the first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# How long a CDN may answer for a published page without asking: so old may a page be there after a publication.
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", 0)

# Language and time
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk"), ("en", "English")]
LOCALE_PATHS = [CHECKOUT / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nb"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("nb",)
NAMES_IN_ADMIN = {"nb": "norsk", "en": "engelsk"}
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = lambda name, code: f"{name} ({NAMES_IN_ADMIN[code]})"  # noqa: E731
FORMAT_MODULE_PATH = "sustainability_site.formats"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# A statement's form with all its rows, in two languages, has more fields than Django's 1 000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Requests for information. The header in which the proxy names the visitor; without one the server's own word counts.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", "")
LEAST_FREE_DISK = env.int("LEAST_FREE_DISK_MB", 200) * 1024**2
# Who is reminded of deadlines; without one, the address for requests that the organisation has published.
CASE_HANDLER_EMAIL = env.str("CASE_HANDLER_EMAIL", "")
ANONYMISE_AFTER_MONTHS = env.int("ANONYMISE_AFTER_MONTHS", 24)

# Mail. Without a server letters land as files under var/mail; in production they wait, since nobody would get them.
if "EMAIL_URL" in os.environ:
    vars().update(env.email_url("EMAIL_URL"))
    MAIL_DELIVERY = "server"
else:
    EMAIL_BACKEND = "transparency.mail_files.EmailBackend"
    MAIL_DELIVERY = "none" if PRODUCTION else "files"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "nettsted@localhost")

# Signing in
LOGIN_URL = "admin:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
FORM_RENDERER = "sustainability_site.form_rendering.QuickForms"
AUTHENTICATION_BACKENDS = ["sustainability_site.people.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "sustainability_site.people.passwords.FamiliarPasswordValidator"},
]
# The public side never sees a cookie: both belong to the admin's path alone.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_NAME = "__Secure-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Secure-csrf" if PRODUCTION else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sustainability_site.views.not_sent"
SESSION_ENGINE = "sustainability_site.people.sessions"
# Without use; people/session_limits.py says how long a session lasts in all.
SESSION_COOKIE_AGE = 2 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers: sustainability_site/headers.py writes them on every answer; the admin's policy alone carries a nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # Tiptap puts one <style> into the page when the editor starts.
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# HSTS for subdomains and preloading bind the whole domain, not only this site: its owner opts in.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "sustainability_site.discreet_log.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # A warning for each 404 would put visitors' addresses into the log.
        "django.request": {"handlers": [], "level": "ERROR"},
    },
}
