"""Which statements are one claim: propositions aligned by parts, vetoes of slots, a judge, its log."""
