"""`manage.py make_demo`: an account with a collection to try things on."""

from typing import Any

from coins.models import Coin
from coinstack.commands import JsonCommand
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.services.demo import add_demo_coins, demo_account


class Command(JsonCommand):
    help = "Make the account demo with a demo collection, in a CoinStack without coins; repeating it changes nothing."

    def run(self, **options: Any) -> dict[str, Any]:
        account = demo_account()
        owner = account.collector

        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return {"coins": add_demo_coins(owner=owner, progress=progress, job=job).created}

        if not Coin.objects.visible_to(owner).present().exists():
            self.run_job("make_demo", work, owner=owner)
        return {
            "username": owner.username,
            "password": account.password or None,
            "coins": Coin.objects.visible_to(owner).present().count(),
        }

    def render(self, result: Any) -> str:
        password = (
            f"the password {result['password']}"
            if result["password"]
            else "the password it has (reset_password sets another)"
        )
        return f"{result['coins']} demo coins: sign in as {result['username']} with {password}."
