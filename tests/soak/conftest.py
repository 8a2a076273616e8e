"""The long runs drive the same laptops as the e2e tests."""

from tests.e2e.conftest import own_laptop, system_packages

__all__ = ["own_laptop", "system_packages"]
