"""What to try, once the site is ready."""

import click

from twingrid.project.env import Env

DEMO = """
  twingrid is ready ({seconds:.1f} s)   打开浏览器访问 · open

      http://localhost:{port}/                     居民:查找您的网格员、报修 · residents
      http://localhost:{port}/demo/sign-in/       换个身份:网格员、网格长、坐席 … · sign in as …
      http://localhost:{port}/demo/outbox/        演示发出的消息 · what the demo sent
      http://yunting.localhost:{port}/             第二个城市 · a second city

  试试 · try   {find} 木和苑3号楼
  数据 · data  {home}      停止 · stop  Ctrl-C
"""
PRODUCTION = """
  twingrid is ready ({seconds:.1f} s) on {host}:{port}, for {base}
  Health: /health/ready   Figures: /metrics   Data: {home}
"""


def tell(env: Env, *, seconds: float) -> None:
    """Print the address and what to try; `seconds` is how long the start took."""
    if env.mode == "production":
        click.echo(
            PRODUCTION.format(
                seconds=seconds, host=env.host, port=env.port, base=env.public_base_url, home=env.home.resolve()
            )
        )
        return
    click.echo(DEMO.format(seconds=seconds, port=env.port, home=env.home.resolve(), find=_find_command(env)))


def _find_command(env: Env) -> str:
    """How `twingrid find` is called from where the person stands."""
    import os
    import shutil
    import sys
    from pathlib import Path

    beside = Path(sys.executable).parent / "twingrid"
    found = shutil.which("twingrid")
    if found and Path(found).resolve() == beside.resolve():
        return "twingrid find"
    try:
        return f"{os.path.relpath(beside)} find"
    except ValueError:
        return f"{beside} find"
