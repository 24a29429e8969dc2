// What check.cpp trains: networks, their plans as text, and rows as Java hands them over.
#pragma once
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

// A linear congruential generator (Knuth's MMIX constants), in 0 to 1: the same numbers everywhere.
struct Numbers {
    uint64_t state;
    double next() {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<double>(state >> 11) / 9007199254740992.0;
    }
};

struct Case {
    std::string inputs;      // kinds as a plan has them: 0 a number, n > 0 levels, n < 0 bins
    std::vector<int> units;
    std::string activation;  // of all layers but the last
    double input_dropout;    // of columns, before the first layer
    double dropout;          // before the others
    std::string loss;        // name and settings
    std::string optimizer;   // name and settings
    std::string clip;
    int batch;
    int rows;
    bool weighted;
    bool shared_target = false;  // of all outputs, and anything from 0 to their number: a label if cut off

    std::vector<int> kinds() const {
        std::istringstream text(inputs);
        std::vector<int> kinds;
        for (int kind; text >> kind;) kinds.push_back(kind);
        return kinds;
    }
    int width() const {
        int width = 0;
        for (int kind : kinds()) width += kind == 0 ? 1 : std::abs(kind);
        return width;
    }
    int outputs() const { return units.back(); }
    bool labels() const { return loss.rfind("softmax", 0) == 0; }
    // A row's only target is that of all outputs.
    int targets() const { return shared_target || labels() || loss.rfind("quantile", 0) == 0 ? 1 : outputs(); }
    bool expands() const { return inputs.find_first_not_of("0 ") != std::string::npos; }
};

constexpr uint64_t kSeed = 42;

inline std::string predictor_plan(const Case& c, bool float64) {
    std::ostringstream text;
    text << "precision " << (float64 ? "float64" : "float32") << "\ninputs " << c.inputs;
    for (size_t l = 0; l < c.units.size(); l++) {
        const bool last = l + 1 == c.units.size();
        text << "\ndense " << c.units[l] << ' ' << (last ? "identity" : c.activation) << " 1 "
             << (l == 0 ? c.input_dropout : c.dropout);
    }
    text << "\n";
    return text.str();
}

inline std::string training_plan(const Case& c, bool float64, int threads) {
    std::ostringstream text;
    text << predictor_plan(c, float64) << "threads " << threads << "\nbatch " << c.batch << "\nseed " << kSeed
         << "\nloss " << c.loss << "\noptimizer " << c.optimizer << "\nregularization 0.001 0.01\nfactors";
    for (size_t l = 0; l < c.units.size(); l++) text << (l == 0 ? " 0.5 1" : " 1 2");
    text << "\nclip " << c.clip << "\n";
    return text.str();
}

using Row = std::vector<double>;  // inputs, targets, weight

inline std::vector<Row> random_rows(const Case& c) {
    std::vector<Row> rows(c.rows);
    const std::vector<int> kinds = c.kinds();
    Numbers random{7};
    for (Row& row : rows) {
        for (int kind : kinds) {
            const double draw = random.next();
            if (kind < 0) {
                // The ends of the range, between two bins, or anywhere.
                const double whole = std::floor(draw * (1 - kind)), anywhere = static_cast<float>(-kind * draw);
                row.push_back(draw < 0.1 ? 0 : draw > 0.9 ? -kind : random.next() < 0.3 ? whole : anywhere);
            } else {
                row.push_back(kind == 0 ? 2 * draw - 1 : std::floor(draw * (kind + 1)) - 1);
            }
        }
        for (int t = 0; t < c.targets(); t++) {
            const double draw = random.next() * (c.shared_target || c.labels() ? c.outputs() : 2);
            row.push_back(c.shared_target ? draw : std::floor(draw));
        }
        row.push_back(c.weighted ? std::floor(random.next() * 3) / 2 : 1);
    }
    return rows;
}

inline std::vector<double> random_parameters(const Case& c) {
    std::vector<double> parameters;
    Numbers random{1};
    int inputs = c.width();
    for (int units : c.units) {
        for (int i = 0; i < units * inputs; i++) parameters.push_back((2 * random.next() - 1) / std::sqrt(inputs));
        for (int i = 0; i < units; i++) parameters.push_back(0.1 * random.next());
        inputs = units;
    }
    return parameters;
}

// Rows as the engine reads them, in blocks of two rows, so that some are full and one is not.
template <class S>
struct Data {
    std::vector<std::vector<S>> blocks;
    std::vector<int64_t> fields;

    Data(const std::vector<Row>& rows, int64_t targets, bool weighted) {
        for (size_t r = 0; r < rows.size(); r++) {
            if (r % 2 == 0) blocks.emplace_back();
            for (double value : rows[r]) blocks.back().push_back(static_cast<S>(value));
        }
        const int64_t stride = static_cast<int64_t>(rows[0].size());
        fields = {static_cast<int64_t>(rows.size()), stride, stride - targets - 1, targets, sizeof(S), 1,
                  weighted ? 1 : 0};
        for (const std::vector<S>& block : blocks) fields.push_back(reinterpret_cast<int64_t>(block.data()));
    }
    int64_t address() const { return reinterpret_cast<int64_t>(fields.data()); }
};
