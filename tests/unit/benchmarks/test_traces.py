from benchmarks.compare.traces import as_text, falling, from_text, thinned


def test_only_improvements_are_kept_in_order_of_time():
    assert falling([(2, 50), (1, 70), (3, 60), (4, 50), (5, 40)]) == [(1, 70), (2, 50), (5, 40)]


def test_a_long_trace_keeps_its_first_and_its_last_point():
    moments = [(second / 100, 10_000.0 - second) for second in range(1, 6001)]
    kept = thinned(moments)
    assert kept[0] == moments[0] and kept[-1] == moments[-1]
    assert len(kept) < 50


def test_a_trace_survives_writing_and_reading():
    moments = [(0.25, 1200.0), (1.5, 1050.0), (60.0, 1000.0)]
    assert from_text(as_text(moments)) == moments
    assert from_text(as_text([(0.5, 7.0)])) == [(0.5, 7.0)]
    assert from_text(as_text([])) == []


def test_large_costs_are_not_rounded():
    assert from_text(as_text([(1.0, 1_234_567_891.0)])) == [(1.0, 1_234_567_891.0)]
