"""prettier and its XML plug-in, from npm, for ``make lint``."""

import os
import shutil

from ..base import CACHE, LOCAL, ROOT, Step, digest, run, scratch

SOURCE = ROOT / "tools" / "config"
NODE = LOCAL / "node"
FILES = ("package.json", "package-lock.json", ".npmrc")


class NodeStep(Step):
    name = "node"
    title = "prettier (.local/node)"
    remedy = (
        "Look at .local/log/setup-npm.log; a cut download: run the same command again."
    )

    def key(self):
        return digest(*(SOURCE / name for name in FILES))

    def is_there(self):
        return (NODE / "node_modules" / "prettier").is_dir()

    def build(self):
        env = {**os.environ, "npm_config_cache": str(CACHE / "npm")}
        with scratch("node") as folder:
            for name in FILES:
                shutil.copy(SOURCE / name, folder)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            run(command, log="setup-npm.log", env=env, cwd=folder)
            shutil.rmtree(NODE, ignore_errors=True)
            (folder).rename(NODE)
