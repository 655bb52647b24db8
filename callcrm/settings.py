"""All settings, read once from the environment.

With VAR_DIR, HOST and PORT alone every command works: the secret key and the database live under
VAR_DIR. A value that can't be used stops the process with one sentence that says what to set.
"""

import logging
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NoReturn

import phonenumbers
from csp.constants import NONCE, NONE, SELF
from environs import Env, EnvError

from callcrm.logs import FORMATTERS, logging_settings
from callcrm.recording_stores import recording_stores
from callcrm.run.postgres import cluster_settings
from callcrm.run.secret_key import read_or_make_secret_key
from callcrm.run.var_dir import make_private_folder
from callcrm.transcription import transcription

BASE_DIR = Path(__file__).resolve().parent.parent

# A killed worker's jobs are back in the queue four heartbeats later.
LONGEST_HEARTBEAT_SECONDS = 20
SHORTEST_METRICS_TOKEN = 16

env = Env()


def refuse(sentence: str) -> NoReturn:
    sys.exit(f"callcrm can't start: {sentence}")


try:
    VAR_DIR = Path(env.str("VAR_DIR", "") or BASE_DIR / "var").resolve()
    HOST = env.str("HOST", "127.0.0.1")
    PORT = env.int("PORT", 8000)
    DEBUG = env.bool("DEBUG", False)
    ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", HOST])
    CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
    # A proxy's X-Forwarded-Proto is believed only when somebody says that there is a proxy.
    IS_BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
    # Plain http is refused, not redirected: a redirect turns a phone's POST into a GET.
    IS_HTTPS_REQUIRED = env.bool("REQUIRE_HTTPS", False)
    LOG_LEVEL = env.str("LOG_LEVEL", "INFO").upper()
    # `line` for people at a terminal, `json` for what collects logs.
    LOG_FORMAT = env.str("LOG_FORMAT", "line")
    # Who may read /metrics: whoever sends this token, or comes from these networks.
    METRICS_TOKEN = env.str("METRICS_TOKEN", "")
    METRICS_ALLOW: list[str] = env.list("METRICS_ALLOW", ["127.0.0.0/8", "::1/128"])
    # A phone that wasn't heard of for so long is worth a look.
    # A long weekend is no reason to worry.
    SILENT_DEVICE_DAYS = env.int("SILENT_DEVICE_DAYS", 3)
    # Where phones and people reach callcrm: `doctor` tries it through the proxy.
    PUBLIC_URL = env.str("PUBLIC_URL", "").rstrip("/")

    MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", 100 * 1024 * 1024)
    MIN_FREE_BYTES = env.int("MIN_FREE_BYTES", 512 * 1024 * 1024)
    MAX_DECODED_SECONDS = env.int("MAX_DECODED_SECONDS", 4 * 60 * 60)
    PROCESSING_MEMORY_BYTES = env.int("PROCESSING_MEMORY_BYTES", 512 * 1024 * 1024)
    PROCESSING_TIMEOUT_SECONDS = env.int("PROCESSING_TIMEOUT_SECONDS", 60)
    # Four hours of AAC have half of it.
    MAX_PLAYABLE_BYTES = env.int("MAX_PLAYABLE_BYTES", 256 * 1024 * 1024)
    # Three missed, and a worker's jobs go to another.
    WORKER_HEARTBEAT_SECONDS = env.float("WORKER_HEARTBEAT_SECONDS", 10.0)

    RECORDING_STORES = recording_stores(env, var_dir=VAR_DIR)
    # nginx sends the bytes, after callcrm has said that it may (deploy/nginx/recordings.conf).
    IS_NGINX_SENDING_RECORDINGS = env.bool("RECORDINGS_ACCEL_REDIRECT", False)

    # None: off, and no audio leaves this server.
    TRANSCRIPTION = transcription(env)

    # whitenoise warns of a folder that isn't there yet.
    STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or VAR_DIR / "static")
    make_private_folder(VAR_DIR)
    STATIC_ROOT.mkdir(exist_ok=True)

    # "force" allows what is otherwise refused: sample accounts in a database of DATABASE_URL.
    DEMO = env.str("CALLCRM_DEMO", "")
    IS_DEMO = DEMO == "force" or (DEMO != "" and env.bool("CALLCRM_DEMO"))
    # No default country, but for the sample calls: guessing one would give strangers' numbers to
    # the wrong customers.
    DEFAULT_PHONE_REGION = env.str("DEFAULT_PHONE_REGION", "GB" if IS_DEMO else "").upper() or None

    DATABASE_URL = env.str("DATABASE_URL", "")
    SECRET_KEY = env.str("SECRET_KEY", "") or read_or_make_secret_key(VAR_DIR)
    DATABASES: dict[str, Any] = {
        "default": env.dj_db_url("DATABASE_URL") if DATABASE_URL else cluster_settings(VAR_DIR)
    }
except EnvError as error:
    refuse(str(error))
except OSError as error:
    refuse(f"VAR_DIR {VAR_DIR} can't be used ({error.strerror}). Set VAR_DIR to a folder of yours.")

try:
    METRICS_NETWORKS = [ip_network(network) for network in METRICS_ALLOW]
except ValueError as error:
    refuse(f"METRICS_ALLOW: {error}. Set networks such as 10.0.0.0/8, separated by commas.")
if PORT not in range(1, 65536):
    refuse(f"PORT is {PORT}; set a number from 1 to 65535.")
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    refuse("DATABASE_URL must be a postgres:// address: callcrm runs on PostgreSQL 15 or later.")
if DATABASE_URL and IS_DEMO and DEMO != "force":
    refuse(
        "CALLCRM_DEMO would put sample accounts into the database of DATABASE_URL. "
        "Unset one of the two, or set CALLCRM_DEMO=force."
    )
if DEFAULT_PHONE_REGION and DEFAULT_PHONE_REGION not in phonenumbers.SUPPORTED_REGIONS:
    refuse(f"DEFAULT_PHONE_REGION is {DEFAULT_PHONE_REGION}; set a country code such as GB or DE.")
if PROCESSING_MEMORY_BYTES < 256 * 1024 * 1024:
    refuse(
        f"PROCESSING_MEMORY_BYTES is {PROCESSING_MEMORY_BYTES}; set at least 268435456, 256 MiB."
    )
if min(PROCESSING_TIMEOUT_SECONDS, MAX_DECODED_SECONDS, MAX_PLAYABLE_BYTES) <= 0:
    refuse(
        "PROCESSING_TIMEOUT_SECONDS, MAX_DECODED_SECONDS and MAX_PLAYABLE_BYTES must be more "
        "than 0."
    )
if not 0 < WORKER_HEARTBEAT_SECONDS <= LONGEST_HEARTBEAT_SECONDS:
    refuse(
        f"WORKER_HEARTBEAT_SECONDS is {WORKER_HEARTBEAT_SECONDS}; set a number of seconds up to "
        f"{LONGEST_HEARTBEAT_SECONDS}, or a killed worker's jobs wait too long."
    )
if LOG_FORMAT not in FORMATTERS:
    refuse(f"LOG_FORMAT is {LOG_FORMAT}; set {' or '.join(FORMATTERS)}.")
if LOG_LEVEL not in logging.getLevelNamesMapping():
    refuse(f"LOG_LEVEL is {LOG_LEVEL}; set INFO, WARNING or ERROR.")
if METRICS_TOKEN and len(METRICS_TOKEN) < SHORTEST_METRICS_TOKEN:
    refuse(f"METRICS_TOKEN is too short; set at least {SHORTEST_METRICS_TOKEN} characters.")
if SILENT_DEVICE_DAYS <= 0:
    refuse(f"SILENT_DEVICE_DAYS is {SILENT_DEVICE_DAYS}; set 1 or more.")
if PUBLIC_URL and not PUBLIC_URL.startswith(("http://", "https://")):
    refuse(f"PUBLIC_URL is {PUBLIC_URL}; set an address such as https://calls.example.com.")
if MAX_UPLOAD_BYTES <= 0:
    refuse(f"MAX_UPLOAD_BYTES is {MAX_UPLOAD_BYTES}; set how many bytes one upload may have.")

DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# Without these a database whose machine is gone is waited for until the kernel gives up: minutes.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 15_000,
    **DATABASES["default"].get("OPTIONS", {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "callcrm.monitoring",
    "portal",
    "calls",
    "contacts",
    "accounts",
    "portal.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "adminsortable2",
    "axes",
    "csp",
    "django_filters",
    "django_vite",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "phonenumber_field",
    "procrastinate.contrib.django",
    "rest_framework",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "callcrm.monitoring.middleware.tell_the_logs",
    "callcrm.api.middleware.number_the_request",
    "callcrm.api.middleware.refuse_plain_http",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "callcrm.api.middleware.drop_unusable_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "callcrm.monitoring.middleware.MeasureByView",
]

CSRF_FAILURE_VIEW = "callcrm.errors.csrf_failure"
ROOT_URLCONF = "callcrm.urls"
WSGI_APPLICATION = "callcrm.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Who may come in -------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.RoleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "portal"
LOGOUT_REDIRECT_URL = "sign-in"
# A guesser is shut out per name and address: nobody can lock out a colleague from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.client_address.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "accounts.client_address.address_for_the_log"
# `next` may hold a search: somebody's name or number.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next"]

# --- The browser's side ----------------------------------------------------------------------
SESSION_COOKIE_SECURE = IS_HTTPS_REQUIRED
CSRF_COOKIE_SECURE = IS_HTTPS_REQUIRED
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS_REQUIRED else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "/static/"
# Serves straight from the packages, so that nobody has to collect before the first page.
WHITENOISE_USE_FINDERS = True
# What Vite builds has a hash of its content in its name.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/portal/app/assets/.+-[\w-]{8}\.\w+$"
PORTAL_MANIFEST = BASE_DIR / "portal/static/portal/app/manifest.json"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": PORTAL_MANIFEST,
        "static_url_prefix": "portal/app",
    }
}
# A portal that isn't built says so in its own page.
SILENCED_SYSTEM_CHECKS = ["django_vite.W001"]

# --- Recordings ------------------------------------------------------------------------------
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    **RECORDING_STORES,
}
SPOOL_DIR = VAR_DIR / "spool"
# A body is checked by our own limits (MAX_UPLOAD_BYTES); the text fields beside the audio by this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- The API ---------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # First, so that a request without credentials is 401 with WWW-Authenticate: Bearer.
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.MayUseRoute"],
    "DEFAULT_PARSER_CLASSES": ["callcrm.api.parsing.StrictJsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # OPTIONS would describe each view from its serializer; the OpenAPI document does it better.
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "callcrm.api.negotiation.AlwaysJson",
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "callcrm.api.schema.ProblemAwareSchema",
    "EXCEPTION_HANDLER": "callcrm.api.problems.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "callcrm",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "ENUM_NAME_OVERRIDES": {
        "AbsentReason": "calls.choices.AbsentReason",
        "AttentionReason": "calls.choices.AttentionReason",
        "CallSource": "calls.choices.CallSource",
        "Consent": "calls.choices.Consent",
        "ContactSource": "contacts.choices.Source",
        "Direction": "calls.choices.Direction",
        "Disposition": "calls.choices.Disposition",
        "Line": "contacts.choices.Line",
        "NumberKind": "contacts.choices.NumberKind",
        "RecordingStatus": "calls.choices.RecordingStatus",
        "Role": "accounts.roles.Role",
        "Side": "calls.choices.Side",
        "TranscriptStatus": "calls.choices.TranscriptStatus",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "callcrm.api.documentation.describe_api",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/v1",
}

# --- Jobs, words, logs -----------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# A daily job that no worker was there for is done when one comes.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

LANGUAGE_CODE = "en-us"
FORMAT_MODULE_PATH = ["callcrm.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

LOGGING = logging_settings(form=LOG_FORMAT, level=LOG_LEVEL)
