"""Django's settings. Everything that differs between machines comes from `env.Env`."""

import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from twingrid.project.env import CannotStart, load

try:
    ENV = load()
except CannotStart as trouble:
    sys.exit(str(trouble))

MODE = ENV.mode
DEMO = MODE in {"demo", "test"}
PRODUCTION = MODE == "production"
PACKAGE = Path(__file__).resolve().parent.parent
HOME = ENV.home.resolve()

SECRET_KEY = ENV.secret_key or ENV.secret("secret_key")
SEALING_KEY = ENV.sealing_key or ENV.secret("sealing_key")
DEBUG = False
ALLOWED_HOSTS = (
    [host.strip() for host in ENV.hosts.split(",") if host.strip()]
    if PRODUCTION
    else ["localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"]
)
PUBLIC_BASE_URL = ENV.public_base_url or f"http://localhost:{ENV.port}"
METRICS_TOKEN = ENV.metrics_token
CLAMAV = ENV.clamav
BACKLOG_LIMIT = ENV.backlog_limit

# --- apps: an app is shared (public schema) or a city's, never both -------------------------------
SHARED_APPS = [
    "django_tenants",
    "twingrid.cities",
    "procrastinate.contrib.django",
]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "twingrid.journal",
    "twingrid.territory",
    "twingrid.people",
    "twingrid.supply",
    "twingrid.stations",
    "twingrid.coverage",
    "twingrid.outages",
    "twingrid.work",
    "twingrid.notices",
    "twingrid.metrics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
# These own no table: templates, static files and tags.
DOOR_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "twingrid.web.shell",
    "twingrid.web.public",
    "twingrid.web.workbench",
    "twingrid.web.leader",
    "twingrid.web.desk",
    "twingrid.web.counter",
    "twingrid.web.partner",
    "twingrid.web.dashboard",
    "twingrid.web.plates",
    "twingrid.web.outages",
    "twingrid.web.composer",
    "twingrid.web.groups",
    "twingrid.web.settings",
    "twingrid.api.rest",
    "twingrid.api.open311",
    "twingrid.cli",
]
# Doors come before the libraries, so that their templates and words win.
INSTALLED_APPS = [*SHARED_APPS, *DOOR_APPS, *TENANT_APPS]
TENANT_MODEL = "cities.City"
TENANT_DOMAIN_MODEL = "cities.Domain"
PUBLIC_SCHEMA_NAME = "public"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

POOL: dict[str, Any] = {"min_size": 1, "max_size": ENV.pool_size, "timeout": 10}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        **ENV.database(),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a pooled connection that died with the server is replaced, not served
        "OPTIONS": ENV.database_options() | ({"pool": POOL} if ENV.database_role == "app" and MODE != "test" else {}),
    }
}
DATABASE_ROLES = ENV.database_roles()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "twingrid.web.shell.measure.measuring",
    "twingrid.web.shell.middleware.health",
    "twingrid.web.shell.middleware.CityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "twingrid.web.shell.middleware.content_security",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "twingrid.web.shell.middleware.closed_unless_open",
    "twingrid.web.shell.accounts.second_factor_first",
    "twingrid.web.shell.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "twingrid.project.urls"
WSGI_APPLICATION = "twingrid.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "twingrid.web.shell.context.shell",
            ],
            "string_if_invalid": "",
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "twingrid.cities.storage.CityStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Counts of wrong passwords and codes that are used up: shared by all processes of this machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends."
        + ("locmem.LocMemCache" if MODE == "test" else "filebased.FileBasedCache"),
        "LOCATION": str(HOME / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

# --- mail: invitations -----------------------------------------------------------------------------
EMAIL_HOST, EMAIL_PORT = ENV.mail_host, ENV.mail_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail_login, ENV.mail_password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.mail_port == 587, ENV.mail_port == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENV.mail_from or ENV.mail_login
MAIL_SENDS = PRODUCTION and bool(ENV.mail_host)

# --- people ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ROLE_RIGHTS = "twingrid.project.roles.RIGHTS"
KEY_RIGHTS = "twingrid.project.roles.KEY_RIGHTS"
SECOND_FACTOR_ROLES = "twingrid.project.roles.SECOND_FACTOR"
SECOND_FACTOR_REQUIRED = PRODUCTION
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "twingrid.web.shell.accounts.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "twingrid.web.shell.accounts.KnownPeopleOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "twingrid.web.shell.forms.SignIn",
    "reauthenticate": "twingrid.web.shell.forms.Reauthenticate",
    "change_password": "twingrid.web.shell.forms.ChangePassword",
}
MFA_ADAPTER = "twingrid.web.shell.accounts.SecondFactor"
MFA_FORMS = {
    "authenticate": "twingrid.web.shell.forms.Code",
    "reauthenticate": "twingrid.web.shell.forms.CodeAgain",
    "activate_totp": "twingrid.web.shell.forms.ActivateTotp",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "twingrid"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off
OIDC_EMPLOYEE_CLAIM = ENV.oidc_employee_claim
OIDC_ORIGIN = "/".join(ENV.oidc_issuer.split("/")[:3])
OPENID_CONNECT_URL_PREFIX = "company"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": ENV.oidc_name,
                    "client_id": ENV.oidc_client_id,
                    "secret": ENV.oidc_client_secret,
                    "settings": {"server_url": ENV.oidc_issuer},
                }
            ]
        }
    }
    if ENV.oidc_issuer
    else {}
)
# The __Host- prefix keeps a neighbouring city's host from planting a cookie for the common parent domain.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "twingrid.web.shell.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- words and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Messages out: seconds that one call may take, and after which a claimed message's sender counts as dead.
SEND_TIMEOUT, SEND_LEASE = 10.0, 180.0
# In the demo every gateway speaks to the stand-ins behind this port (another if it is taken), on this machine only.
FAKES_PORT = ENV.fakes_port

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# A job for now is told to the worker at once; one for later is found when it looks. Seconds, as vendors count theirs.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 1, "delete_jobs": "successful", "fetch_job_polling_interval": 1.0}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"city": {"()": "twingrid.project.logs.CityFilter"}},
    "formatters": {"json": {"()": "twingrid.project.logs.formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["city"]}},
    "root": {"handlers": ["out"], "level": "WARNING" if MODE == "test" else "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
