"""The verdict: what the witnesses say of each unit of a page, weighed, and its neighbours considered.

    opinion       what all witnesses say together of a text in its place
    hearing       each unit of a page put to them
    chain         neighbours agree: Viterbi over two states
    agreeing      which units count as neighbours, and the page's end
    pins          what a person has decided
    judging       all of that: `judge`

For who needs less, or more:

    alone         the body of one page of HTML, without reasons and a site
    above_text    what stands above the text of a dump, for who looks for its title
    explaining    what a person sees of a verdict
"""
