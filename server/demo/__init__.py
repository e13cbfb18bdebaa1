"""A firm a jeweller believes, to try Loupe with: people, places, 300 pieces, three weeks of movements through the real ledger."""
