"""From a spelling to a decision: the index of a gazetteer's names, the search, the evidence, the policy."""
