"""All settings. What differs between places comes from the environment; README.md lists the names.

Two modes. Embedded (no DATABASE_URL, no REDIS_URL): SQLite and an in-memory channel layer, one
process. Production: PostgreSQL and Redis, any number of processes.
"""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

env: Any = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", False)
# Demo: invented residents, and buttons that sign in as one of them (loopback hosts only).
DEMO = env.bool("DEMO", False)
PABULIB_DIR = Path(env.str("PABULIB_DIR", str(BASE_DIR.parent / "shared/data/pabulib")))


def _secret_key() -> str:
    """The key from the environment, else one drawn once and kept beside the data (mode 600)."""
    if key := env.str("SECRET_KEY", ""):
        return str(key)
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        drawn = DATA_DIR / f"secret_key.{secrets.token_hex(8)}"
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(50))
        # Of processes that start at once the first one's counts; nobody reads half a key.
        with suppress(FileExistsError):
            path.hardlink_to(drawn)
        drawn.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
# Set behind a TLS proxy. The demo runs on loopback without TLS, so cookies cannot be Secure there.
HTTPS = env.bool("HTTPS", False)
# Where the portal is, for addresses in mails, feeds and open data, which no request tells.
_HERE = f"https://{ALLOWED_HOSTS[0]}" if HTTPS else f"http://127.0.0.1:{env.str('PORT', '8000')}"
SITE_URL = env.str("SITE_URL", _HERE)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "portal.common",
    "portal.registers",
    "portal.accounts",
    "portal.lifecycle",
    "portal.opendata",
    "portal.live",
    "portal.jobs",
    "portal.search",
    "portal.documents",
    "portal.evidence",
    "portal.budget",
    "portal.notices",
    "proposals",
    "deliberation",
    "voting",
    "reviews",
    "portal.home",
    "portal.demo",
]

MIDDLEWARE = [
    "portal.common.streaming.StreamsOverAsgi",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.opendata.middleware.OpenApiMiddleware",
    "portal.common.middleware.QuickRoadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.common.middleware.FuriganaMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.common.rate_limits.WriteRateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.accounts.middleware.TermsMiddleware",
    "portal.common.middleware.RuleViolationMiddleware",
]

ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.common.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.common.templatetags.components",
                "portal.common.templatetags.texts",
            ],
        },
    }
]

# --- storage -------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'tomoni.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins: two writers wait instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL",
    }
    # Tests with threads need a file: each thread has a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
# Rate limits live in the cache, so it is one that all processes share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    # The default capacity of 100 drops messages without a word, and a day after it was joined a
    # group drops its members.
    else {
        "BACKEND": "channels.layers.InMemoryChannelLayer",
        "CONFIG": {"capacity": 10_000, "group_expiry": 10 * 365 * 86_400},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- languages and time --------------------------------------------------------------------

# Texts are written in Japanese in the code; locale/en holds the English of every one.
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("英語"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# --- files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build/static"
STATICFILES_DIRS = [BASE_DIR / "frontend/dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"

# --- people --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# One account per e-mail is a constraint over its lower case, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
# The password is asked for once: a slip of the finger costs a reset, a second field costs everyone.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "portal.accounts.forms.signing_up.SignUpForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[ともに] "
ACCOUNT_UNIQUE_EMAIL = True
# What tells an address that has an account from one that has none: nothing.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
# Only in the browser that signed up: a link that is passed on signs nobody in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# A mail tells of a changed password, address or second step.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A session left open is not enough to take the account over.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Stricter than WRITE_RATES where passwords could be tried, or mail sent to strangers. A class or
# a meeting signs up from one address, so that rate is not low.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,200/d/ip",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/3m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    # Our own pages.
    "invite": "20/h/user",
    "register_organisation": "10/d/user",
    "download_my_data": "10/h/user",
    "look_up_voter": "20/m/user,400/d/user",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tomoni"
# Browsers allow passkeys on http://localhost only; elsewhere TLS is required.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Tracking each page view would write on every one; the session knows its own last sign-in.
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# The class by which notices leave the portal: portal/notices/adapters.py.
NOTICE_ADAPTER = env.str("NOTICE_ADAPTER", "portal.notices.adapters.EmailAdapter")
# A mail server that hangs must not hang the page.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "tomoni@localhost")
# Shown on the help, privacy and accessibility pages; without it they name the city's counter.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")

# --- proving one's identity to a vote (docs/roll.md) ----------------------------------------

IDENTITY_ISSUER = env.str("IDENTITY_ISSUER", "")
IDENTITY_CLIENT_ID = env.str("IDENTITY_CLIENT_ID", "")
# PEM of an EC key on P-256; its public half is registered with the provider.
IDENTITY_KEY_FILE = env.str("IDENTITY_KEY_FILE", "")
# Where its page is on which people prove themselves, as https://host; else that of the issuer.
IDENTITY_ORIGIN = env.str("IDENTITY_ORIGIN", "/".join(IDENTITY_ISSUER.split("/")[:3]))

# --- security ------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.common.errors_views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # data: is the QR code of the one-time password
        "connect-src": ["'self'"],
        # The way to where one proves one's identity is a form that leads on.
        "form-action": ["'self'", *filter(None, [IDENTITY_ORIGIN])],
        "manifest-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
# How many writing requests one account (else one address) may send.
WRITE_RATES = env.str("WRITE_RATES", "30 per minute; 600 per hour")
# How much one address may ask of the API.
API_RATES = env.str("API_RATES", "120 per minute; 3000 per hour")
# What knows neither session nor account: casting, and the board of a vote (docs/casting.md).
QUICK_PREFIXES = ("/casting/", "/boards/", "/api/")
# The keys with which the portal signs the logs of votes. Several servers share this folder.
LOG_KEYS_DIR = env.str("LOG_KEYS_DIR", str(DATA_DIR / "log_keys"))
# Within so many seconds a promised entry is sequenced and covered by a signed head.
LOG_DELAY = env.int("LOG_DELAY", 60)
# Where a Dask cluster answers that shares the tally of large votes; else processes of this machine.
DASK_ADDRESS = env.str("DASK_ADDRESS", "")
# How many of our own proxies stand in front and append to X-Forwarded-For.
PROXIES = env.int("PROXIES", 0)
# An upload or a form of more than this is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Of a file more than this is not kept; each form has a lower limit of its own.
MOST_UPLOAD_BYTES = 50_000_000
FILE_UPLOAD_HANDLERS = [
    "portal.common.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# So many who say "me too" oblige the city to answer a report within so many days.
REPORT_SUPPORTERS_FOR_ANSWER = env.int("REPORT_SUPPORTERS_FOR_ANSWER", 10)
REPORT_DAYS_FOR_ANSWER = env.int("REPORT_DAYS_FOR_ANSWER", 30)
# By when a department answers a proposal that it took up, a concerned one tells the lead what it
# thinks, authors answer a question, appeal, and hear what became of the appeal.
SCREENING_DAYS = env.int("SCREENING_DAYS", 30)
OPINION_DAYS = env.int("OPINION_DAYS", 14)
QUESTION_DAYS = env.int("QUESTION_DAYS", 14)
APPEAL_DAYS = env.int("APPEAL_DAYS", 14)
APPEAL_DECISION_DAYS = env.int("APPEAL_DECISION_DAYS", 30)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
