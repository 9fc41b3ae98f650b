"""What the environment says, typed and checked: the only reader of environment variables."""

import json
import secrets
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class CannotStart(Exception):
    """Something that is set, or not set, forbids the start; the text names all of it and how to set it."""


class Env(BaseSettings):
    """Every variable that twingrid reads. The demo needs none of them."""

    model_config = SettingsConfigDict(env_prefix="TWINGRID_", env_ignore_empty=True, extra="ignore")

    mode: Literal["demo", "production", "test"] = "demo"
    home: Path = Path("var")
    port: int = Field(default=8000, validation_alias="PORT", ge=1, le=65535)
    host: str = "127.0.0.1"
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_role: Literal["owner", "app", "janitor"] = "app"
    database_name: str = ""
    secret_key: str = ""
    sealing_key: str = ""  # what secrets and addresses are sealed with; several machines of one house share it
    fakes_port: int = Field(default=8025, ge=1, le=65535)  # where the demo's messages go
    hosts: str = ""
    public_base_url: str = Field(default="", validation_alias="PUBLIC_BASE_URL")
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "Single sign-on"
    oidc_employee_claim: str = "employee_number"
    metrics_token: str = ""
    clamav: str = ""  # host:port of a virus scanner (clamd) that every photo is shown to; empty: none
    mail_host: str = ""  # empty: no mail is sent, an administrator hands links over
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_login: str = ""
    mail_password: str = ""
    mail_from: str = ""
    pool_size: int = Field(default=8, ge=2)
    web_workers: int = Field(default=1, ge=1)
    web_threads: int = Field(default=4, ge=1)
    backlog_limit: int = Field(default=2000, ge=1)
    demo: Literal["full", "small", "none"] = "full"
    embedded: bool = False
    supervised: bool = False  # set by `twingrid run` for its own processes

    @model_validator(mode="before")
    @classmethod
    def _embedded_by_name(cls, values: Any) -> Any:
        """`DATABASE_URL=embedded` asks for the server that comes with twingrid, in production too."""
        if isinstance(values, dict) and str(values.get("DATABASE_URL", "")).lower() == "embedded":
            return values | {"DATABASE_URL": "", "embedded": True}
        return values

    def missing(self) -> list[str]:
        """What production still needs, each with how to set it; empty in the demo."""
        if self.mode != "production":
            return []
        needs = {
            "TWINGRID_SECRET_KEY": (
                self.secret_key,
                "at least 50 random characters: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            ),
            "TWINGRID_HOSTS": (self.hosts, "the host names to answer, separated by commas: grid.example.cn"),
            "DATABASE_URL": (
                self.database_url or self.embedded,
                "the database: postgresql://login:password@host:5432/twingrid "
                "(or the word embedded, for the server that comes with twingrid)",
            ),
            "PUBLIC_BASE_URL": (
                self.public_base_url,
                "the address that links are written with: https://grid.example.cn",
            ),
        }
        lacking = [f"{name} is not set. Set it to {how}" for name, (value, how) in needs.items() if not value]
        if self.secret_key and len(self.secret_key) < 50:
            lacking.append(f"TWINGRID_SECRET_KEY is too short. Set it to {needs['TWINGRID_SECRET_KEY'][1]}")
        if "*" in self.hosts:
            lacking.append("TWINGRID_HOSTS may not contain *. Name the hosts.")
        if self.public_base_url and not self.public_base_url.startswith("https://"):
            lacking.append("PUBLIC_BASE_URL must start with https://")
        return lacking

    @property
    def secrets_folder(self) -> Path:
        """A folder of mode 0700 that the database server's parents do not open."""
        return self.home.resolve() / "secrets"

    def secret(self, name: str) -> str:
        """The secret kept under `name` in the home's own 0700 folder, made on first use."""
        folder = self.secrets_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        path = folder / name
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            fresh.rename(path)
        return path.read_text().strip()

    @property
    def run_folder(self) -> Path:
        """Locks and process numbers of what runs on this home: a folder of mode 0700, made when asked for."""
        folder = self.home.resolve() / "run"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        return folder

    @property
    def database_file(self) -> Path:
        """Where provisioning leaves host, port, name and role names (no password)."""
        return self.home.resolve() / "database.json"

    def database(self) -> dict[str, str]:
        """Django's connection settings for the role of this process; empty values before provisioning."""
        if not self.database_file.exists():
            return {"HOST": "", "PORT": "", "NAME": "twingrid", "USER": "twingrid_app", "PASSWORD": ""}
        where = json.loads(self.database_file.read_text())
        return {
            "HOST": where["host"],
            "PORT": str(where["port"]),
            "NAME": self.database_name or where["name"],
            "USER": where["roles"][self.database_role],
            "PASSWORD": self.secret(f"db_{self.database_role}"),
        }

    def database_options(self) -> dict[str, str]:
        """What DATABASE_URL says about the connection itself: sslmode and the like."""
        if not self.database_file.exists():
            return {}
        options: dict[str, str] = json.loads(self.database_file.read_text()).get("options", {})
        return options

    def database_roles(self) -> dict[str, str]:
        """The login names of owner, app and janitor."""
        if not self.database_file.exists():
            return {role: f"twingrid_{role}" for role in ("owner", "app", "janitor")}
        roles: dict[str, str] = json.loads(self.database_file.read_text())["roles"]
        return roles


def load() -> Env:
    """The environment, checked. Raises `CannotStart` naming everything that is wrong or missing at once."""
    try:
        env = Env()
    except ValidationError as error:
        lines = [f"{_variable(item['loc'])}: {item['msg']} (it is {item['input']!r})" for item in error.errors()]
        raise CannotStart("twingrid cannot start:\n  - " + "\n  - ".join(lines)) from error
    if lacking := env.missing():
        raise CannotStart("twingrid cannot start in production mode:\n  - " + "\n  - ".join(lacking))
    return env


def _variable(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else ""
    return name if name.isupper() else f"TWINGRID_{name.upper()}"
