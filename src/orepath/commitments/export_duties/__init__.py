"""Whether each Party leaves agreement minerals bound for the other Parties free of export duties.

The law of each Party, dated checks of its rates and its recorded export measures come in; a finding goes out.
It never takes the absence of a recorded duty for proof that there is none.
"""
