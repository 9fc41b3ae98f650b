"""In which language a command speaks: Chinese, unless the shell is English or `--lang en` asks for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from django.utils import translation

from twingrid.cli.plain_words import language_of_the_shell


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--lang zh|en`."""
    words = "Speak Chinese or English (default: English in an English shell, else Chinese)."
    return click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help=words)(command)


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Speak that language for a while; None: the one of the shell. Keys of JSON are English always."""
    with translation.override("en" if (lang or language_of_the_shell()) == "en" else "zh-hans"):
        yield
