"""What Parties can do about a shock: linear programs, each with its proof."""
