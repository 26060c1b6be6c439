# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The topic classifier on requests it has not seen, against plain machines.

Figures of quality come before the JSON line of the measure, with calibration tables.
English needs ``banking77/train.csv`` in the folder named by BANK_DATA (default
``../shared/data`` beside the repository). Its official figure is the mean of ten folds
over the whole file, dealt out anew by each of BANK_SEEDS (default 1) seeds: a tenth has
a standard error of 0.9 points, ten of them 0.3. The held-out tenth beside it played
no part in the choice of anything.
"""

import csv
import json
import os
import statistics
import time
from pathlib import Path

import numpy as np

from odoo.addons.bank_text.tools import topics
from odoo.addons.bank_text.tools.topic_training import cross_validate, measure

ROOT = Path(__file__).resolve().parents[2]
SEED = 2026
RUSSIAN = ROOT / "addons" / "bank_text" / "tests" / "data"
SHARES = ("top1", "top3", "top1_abstaining")


def read(path, label):
    """Return ``(texts, labels)`` of a csv file with a header."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row[label] for row in rows]


def deal(labels, parts):
    """Return a part for every label, dealt out evenly within each label."""
    order = np.random.default_rng(SEED).permutation(len(labels))
    order = sorted(order, key=lambda place: labels[place])
    dealt = np.empty(len(labels), int)
    dealt[order] = np.arange(len(labels)) % parts
    return dealt


def time_suggestions(model, texts):
    """Return the times of suggesting and of the bare product of the same numbers."""
    ours, floor = [], []
    for text in texts[:500]:
        start = time.perf_counter()
        topics.suggest(model, text)
        middle = time.perf_counter()
        rows, values = topics.vectorise(text, model.vocabulary, model.idf)
        found = time.perf_counter()
        np.argsort(values @ model.weights[rows].astype(np.float32) + model.bias)
        ours.append(middle - start)
        floor.append(time.perf_counter() - found)
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(floor),
        "stock_s": None,
    }


def judge(seen, unseen):
    """Return a model of ``seen`` and its figures on ``unseen``: (texts, labels) each."""
    start, started = time.perf_counter(), time.process_time()
    model = topics.fit(*seen)
    trained, worked = time.perf_counter() - start, time.process_time() - started
    found, spent, started = [], [], time.process_time()
    for text in unseen[0]:
        start = time.perf_counter()
        topics.suggest(model, text)
        spent.append(time.perf_counter() - start)
        found.append(topics.probabilities(model, text))
    # a suggestion and its probabilities anew: twice the work of a suggestion
    suggested = (time.process_time() - started) / len(found) / 2
    found = np.array(found)
    figures = measure(found, np.array([model.labels.index(one) for one in unseen[1]]))
    figures.update(
        train_s=round(trained, 1),
        train_cpu_s=round(worked, 1),
        suggest_cpu_ms=round(1000 * suggested, 2),
        suggest_ms=round(1000 * statistics.median(spent), 2),
        suggest_ms_95=round(1000 * sorted(spent)[int(len(spent) * 0.95)], 2),
        model_mb=round(len(model.to_bytes()) / 1e6, 1),
        answered=round(float((np.max(found, axis=1) >= model.threshold).mean()), 4),
    )
    return model, figures


def choose(texts, labels, chosen):
    """Return ``(texts, labels)`` of the chosen places."""
    return [texts[i] for i in chosen], [labels[i] for i in chosen]


def plain(texts, labels, dealt, part):
    """Return the figures of words and word pairs with a linear machine alone."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    seen, unseen = np.flatnonzero(dealt != part), np.flatnonzero(dealt == part)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    matrix = words.fit_transform([texts[i] for i in seen])
    machine = LinearSVC().fit(matrix, [labels[i] for i in seen])
    scores = machine.decision_function(words.transform([texts[i] for i in unseen]))
    names = list(machine.classes_)
    targets = np.array([names.index(labels[i]) for i in unseen])
    figures = measure(topics.softmax(4 * scores), targets)
    return {key: figures[key] for key in SHARES}


def show(name, figures):
    """Print one JSON line and the calibration table."""
    table = figures.pop("calibration", ())
    print(json.dumps({"measure": name, **figures}))
    for bound, texts, stated, right in table:
        print(
            f"  {bound:.1f}: {texts:5d} texts, stated {stated:.3f}, right {right:.3f}"
        )


def show_folds(name, texts, labels):
    """Show the mean of ten folds over all texts, dealt out by one or more seeds."""
    seeds = range(1, 1 + int(os.environ.get("BANK_SEEDS", "1")))
    runs = [cross_validate(texts, labels, 10, seed) for seed in seeds]
    figures = dict(runs[0], seeds=len(runs))
    for key in SHARES:
        share = statistics.mean(run[key] for run in runs)
        count = len(texts) * (0.9 if key == "top1_abstaining" else 1)
        figures[key] = round(share, 4)
        # other seeds do not make other texts: the error is that of one pass
        figures[f"{key}_error"] = round((share * (1 - share) / count) ** 0.5, 4)
    show(name, figures)


def measure_russian():
    """Show the Russian set by ten folds, and on requests written after the tools."""
    texts, labels = read(RUSSIAN / "topics_ru.csv", "topic")
    show_folds("topics_ru_10_fold", texts, labels)
    unseen = read(RUSSIAN / "topics_ru_unseen.csv", "topic")
    model, figures = judge((texts, labels), unseen)
    show("topics_ru_written_after", figures)
    return time_suggestions(model, unseen[0])


def measure_english(source):
    """Show ten folds of banking77 and, beside them, its held-out tenth."""
    texts, labels = read(source, "category")
    dealt = deal(labels, 10)
    show("topics_en_plain_held_out_tenth", plain(texts, labels, dealt, 0))
    seen = choose(texts, labels, np.flatnonzero(dealt != 0))
    unseen = choose(texts, labels, np.flatnonzero(dealt == 0))
    model, figures = judge(seen, unseen)
    show("topics_en_held_out_tenth", figures)
    show_folds("topics_en_10_fold", texts, labels)
    return time_suggestions(model, unseen[0])


def measure_topics(env, n):
    """Show Russian and, where its file is, English; times are of the larger one."""
    found = measure_russian()
    data = Path(os.environ.get("BANK_DATA", ROOT.parent / "shared" / "data"))
    source = data / "banking77" / "train.csv"
    if source.exists():
        return measure_english(source)
    print(f"No {source}: set BANK_DATA to measure English.")
    return found


MEASURES = {"topics": measure_topics}
