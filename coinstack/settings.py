"""The one settings module. Every override is an environment variable listed in `.env.example` (a test compares)."""

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from coinstack.env import (
    data_folder,
    env_address,
    env_bool,
    env_list,
    env_text,
    postgres_settings,
    private_file,
    secret_key,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_folder(BASE_DIR / "data")

DEBUG = env_bool("COINSTACK_DEBUG")
SECRET_KEY = secret_key(DATA_DIR)
OFFLINE = env_bool("COINSTACK_OFFLINE")
ALLOW_PRIVATE_HOSTS = env_list("COINSTACK_ALLOW_PRIVATE_HOSTS")
RPC_ONLINE = env_bool("COINSTACK_RPC_ONLINE")
CATALOGUE_ADDRESSES: dict[str, str] = {}  # code of a catalogue's client -> another root address than its own
# Debian's three names for it; the first has no windows, and is the quickest to start.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = env_text("COINSTACK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
ASSIST_URL = env_text("COINSTACK_ASSIST_URL")
ASSIST_KEY = env_text("COINSTACK_ASSIST_KEY")
ASSIST_MODEL = env_text("COINSTACK_ASSIST_MODEL")

# Where the collector reaches CoinStack from outside; decides hosts, origins, secure cookies and the proxy header.
BASE_URL = env_address("COINSTACK_BASE_URL")
_base = urlsplit(BASE_URL)
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    *LOOPBACK_HOSTS,
    *env_list("COINSTACK_ALLOWED_HOSTS"),
    *([_base.hostname] if _base.hostname else []),
]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"] if _base.hostname else []
IS_HTTPS = _base.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 3600 if IS_HTTPS else 0
BEHIND_PROXY = bool(BASE_URL)
BIND_HOST = env_text("HOST") or "127.0.0.1"  # set by the supervisor: where the web process listens

INSTALLED_APPS = [
    "coinstack",
    "coinstack.accounts",
    "coinstack.jobs",
    "coinstack.search",
    "catalog",
    "coins",
    "auctions",
    "market",
    "collections_app",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_q",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "coinstack.accounts.middleware.LittleFromStrangers",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coinstack.accounts.middleware.SignInRequired",
    "coinstack.middleware.NothingStored",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "coinstack.urls"
WSGI_APPLICATION = "coinstack.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials", "django_htmx.templatetags.django_htmx"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coinstack.accounts.context_processors.preferences",
            ],
        },
    },
]

# IMMEDIATE takes the write lock at BEGIN: a transaction that reads first and writes later cannot fail on lock upgrade.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=67108864;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    ),
}
DATABASE_URL = env_text("DATABASE_URL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": (
        postgres_settings(DATABASE_URL)
        if DATABASE_URL
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": private_file(DATA_DIR / "db.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
            # A file, not memory: tests run with the production options and across processes.
            "TEST": {"NAME": DATA_DIR / "cache" / "test.sqlite3"},
        }
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_text("REDIS_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "coinstack.redis_cache.RedisThatMayBeAway",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
Q_CLUSTER: dict[str, Any] = {
    "name": "coinstack",
    **({"redis": REDIS_URL} if REDIS_URL else {"orm": "default"}),
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": 900,
    "retry": 1200,
    "max_attempts": 3,
    "save_limit": 0,
    "poll": 1,
    "scheduler": False,  # its rows name any function: whoever writes one, or has a backup restored, could run it
    "max_rss": 500_000,
    "recycle": 200,
    "log_level": "WARNING",
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "coinstack.accounts.backends.CollectorBackend",
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
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "coinstack.views.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time the page names stays true
AXES_LOCKOUT_CALLABLE = "coinstack.accounts.throttle.locked_out"
AXES_USERNAME_CALLABLE = "coinstack.accounts.throttle.client_username"
AXES_CLIENT_IP_CALLABLE = "coinstack.accounts.throttle.client_address"
AXES_DISABLE_ACCESS_LOG = True  # who came from where is nobody's business for ever
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "coinstack.uploads.ToldUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # a folder of pictures beside a spreadsheet

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django_q": {"level": "WARNING"},
        "django-q": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
