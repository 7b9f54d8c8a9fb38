"""One comparison: our engine and its peers on the same instances, side by side in one run.

    python -m benchmarks.compare run --sample --prototype ../shared/prototype
    python -m benchmarks.compare page

`run` adds one row per instance, solver and seed to a CSV file and can be interrupted at any moment,
`run --again` replaces those that another state of our solver made; `page` writes tables, charts and
`docs/benchmarks.md` from such files. The map:

    cases       what is solved: a source, a time limit, a number of threads
    sources/    where problems come from, each with its own price of a plan
    judges/     plain Python that prices plans and shares no arithmetic with `solver`
    solvers/    one adapter per solver, each says what it was told and what it cannot be told
    catalogue   the sets, their instances, and who takes part
    options     what may be asked for on the command line
    choice      the sets, cases and solvers that are, and who is left out
    schedule    which runs, in which order, which are left
    lanes, worker, wire     processes that run them, one per solver
    rows        the CSV file
    tables, chart, page     what people read
"""
