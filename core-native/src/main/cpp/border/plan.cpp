// Reads plans: words split by spaces, numbers independent of the locale.
#include "border/plan.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace densa {

namespace {

class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}
    bool next(std::string_view& word) {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
        const size_t end = std::min(rest_.find(' '), rest_.size());
        word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return !word.empty();
    }
    // Independent of the locale, unlike strtod.
    template <class N>
    bool number(N& value) {
        std::string_view word;
        if (!next(word)) return false;
        const auto result = std::from_chars(word.data(), word.data() + word.size(), value);
        return result.ec == std::errc() && result.ptr == word.data() + word.size();
    }
    bool done() {
        std::string_view word;
        return !next(word);
    }
    void numbers(std::vector<double>& values) {
        for (double value; number(value);) values.push_back(value);
    }

private:
    std::string_view rest_;
};

bool parse_line(std::string_view line, Plan& plan) {
    Words words(line);
    std::string_view key;
    if (!words.next(key)) return true;
    if (key == "precision") {
        std::string_view name;
        plan.float64 = words.next(name) && name == "float64";
        return plan.float64 || name == "float32";
    }
    if (key == "threads") return words.number(plan.threads);
    if (key == "batch") return words.number(plan.batch);
    if (key == "seed") return words.number(plan.seed);
    if (key == "inputs") {
        for (int64_t levels; words.number(levels);) plan.inputs.push_back(levels);
        return !plan.inputs.empty();
    }
    if (key == "dense") {
        DensePlan layer{};
        std::string_view activation;
        int bias = 0;
        const bool ok = words.number(layer.units) && words.next(activation) && words.number(bias)
            && words.number(layer.dropout);
        layer.activation = activation;
        layer.bias = bias != 0;
        plan.layers.push_back(layer);
        return ok;
    }
    if (key == "loss" || key == "optimizer") {
        std::string_view name;
        if (!words.next(name)) return false;
        (key == "loss" ? plan.loss : plan.optimizer) = name;
        words.numbers(key == "loss" ? plan.loss_settings : plan.optimizer_settings);
        return words.done();
    }
    if (key == "regularization") return words.number(plan.l2) && words.number(plan.weight_decay);
    if (key == "factors") {
        for (DensePlan& layer : plan.layers)
            if (!words.number(layer.rate_factor) || !words.number(layer.decay_factor)) return false;
        return words.done();
    }
    if (key == "clip") {
        std::string_view kind;
        double max = 0;
        if (!words.next(kind) || !words.number(max)) return false;
        if (kind == "norm") plan.clip_norm = max;
        if (kind == "value") plan.clip_value = max;
        return kind == "none" || kind == "norm" || kind == "value";
    }
    return false;
}

}  // namespace

bool parse(const char* text, Plan& plan) {
    std::string_view rest(text);
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        if (!parse_line(rest.substr(0, end), plan)) return false;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return !plan.inputs.empty() && !plan.layers.empty();
}

}  // namespace densa
