"""Synthetic coins for measuring: plausible, repeatable, as many as wanted."""

from coins.benchdata.adding import add_synthetic_coins
from coins.benchdata.generate import synthetic_coin, synthetic_coins

__all__ = ["add_synthetic_coins", "synthetic_coin", "synthetic_coins"]
