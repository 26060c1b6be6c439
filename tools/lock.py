"""``make lock``: pin ``requirements*.txt`` anew, with the hashes of every file."""

import os

from .base import CACHE, ROOT, CommandError, explain, main, run, say, scratch

OPTIONS = (
    "--generate-hashes --allow-unsafe --no-annotate --no-header --strip-extras "
    "--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options"
).split()


def lock():
    """Run pip-compile in an environment of its own: it is no part of ours."""
    env = {**os.environ, "PIP_CACHE_DIR": str(CACHE / "pip")}
    with scratch("lock") as folder:
        python = folder / "venv" / "bin" / "python"
        try:
            run([ROOT / ".venv" / "bin" / "python", "-m", "venv", folder / "venv"])
            run([python, "-m", "pip", "install", "--quiet", "pip-tools"], env=env)
            for source, target in (("base", ""), ("dev", "-dev")):
                target = f"requirements{target}.txt"
                say(
                    f"==> {target} (some minutes: the hashes of every file are asked for)"
                )
                command = [python, "-m", "piptools", "compile", "--quiet", *OPTIONS]
                source = f"tools/requirements/{source}.in"
                run([*command, "--upgrade", f"--output-file={target}", source], env=env)
        except (CommandError, OSError) as error:
            raise explain("Pinning", error, "Run it again.") from error


if __name__ == "__main__":
    main(lock)
