"""What only those who develop it run: system packages, sample answers, the tuning of what compares."""
