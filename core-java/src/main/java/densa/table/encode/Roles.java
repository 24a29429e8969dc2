package densa.table.encode;

import static densa.internal.Quote.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table are for. Columns that are not named here are inputs of the kind that their type and
 * values suggest. Immutable: each {@code with} method returns new roles.
 *
 * @param targets the columns to predict, at least one
 * @param weight the column of row weights, if there is one
 * @param ids columns that are not inputs and are passed through to the predictions
 * @param ignored columns that are not used at all
 * @param categorical input columns whose values are names, even if they look like numbers, dates or free text
 * @param numeric input columns whose values are numbers, even if they came as text
 * @param task what is predicted
 * @param values how values are to be understood
 */
public record Roles(
        List<String> targets,
        Optional<String> weight,
        List<String> ids,
        List<String> ignored,
        List<String> categorical,
        List<String> numeric,
        Task task,
        ValueRules values) {

    /**
     * Roles as given.
     *
     * @param targets the columns to predict, at least one, each once; copied
     * @param weight the column of row weights; empty if every row counts 1
     * @param ids columns that are not inputs and are passed through to the predictions; copied
     * @param ignored columns that are not used at all; copied
     * @param categorical input columns whose values are names; copied
     * @param numeric input columns whose values are numbers; copied
     * @param task what is predicted; auto for what the targets look like
     * @param values which values mean missing, and how numbers are written
     * @throws IllegalArgumentException if a column has two roles, a target is named twice, or there is no target
     */
    public Roles {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("there must be a target, got none");
        }
        Set<String> distinct = new HashSet<>();
        for (String target : targets) {
            if (!distinct.add(target)) {
                throw new IllegalArgumentException("target " + quote(target) + " is named twice");
            }
        }
        ids = List.copyOf(ids);
        ignored = List.copyOf(ignored);
        categorical = List.copyOf(categorical);
        numeric = List.copyOf(numeric);
        Map<String, String> roleOf = new HashMap<>();
        claim(roleOf, targets.size() == 1 ? "the target" : "a target", targets);
        claim(roleOf, "the weight", weight.stream().toList());
        claim(roleOf, "an id", ids);
        claim(roleOf, "ignored", ignored);
        claim(roleOf, "categorical", categorical);
        claim(roleOf, "numeric", numeric);
    }

    private static void claim(Map<String, String> roleOf, String role, List<String> columns) {
        for (String column : columns) {
            String other = roleOf.putIfAbsent(column, role);
            if (other != null && !other.equals(role)) {
                throw new IllegalArgumentException(
                        "column " + quote(column) + " cannot be both " + other + " and " + role);
            }
        }
    }

    /**
     * {@return roles with a target alone; everything else is an input}
     *
     * @param column the name of the target
     */
    public static Roles target(String column) {
        return targets(List.of(column));
    }

    /**
     * {@return roles with several targets; everything else is an input}
     *
     * @param columns the names of the targets, at least one, each once
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static Roles targets(List<String> columns) {
        return new Roles(
                columns, Optional.empty(), List.of(), List.of(), List.of(), List.of(), Task.AUTO, ValueRules.NONE);
    }

    /**
     * {@return the column to predict}
     *
     * @throws IllegalStateException if there are several
     */
    public String target() {
        if (targets.size() > 1) {
            throw new IllegalStateException("there are several targets, " + String.join(", ", targets)
                    + ": this is for a single one, see forTarget(...)");
        }
        return targets.get(0);
    }

    /**
     * The same roles, but that the other targets are ignored.
     *
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    Roles forTarget(String target) {
        if (!targets.contains(target)) {
            throw new IllegalArgumentException("no target " + quote(target) + "; valid: " + String.join(", ", targets));
        }
        List<String> others =
                targets.stream().filter(name -> !name.equals(target)).toList();
        return new Roles(List.of(target), weight, ids, joined(ignored, others), categorical, numeric, task, values);
    }

    /**
     * {@return the same roles with a column of row weights, in the place of an earlier one}
     *
     * @param column a column of numbers, each 0 or more and finite, not all 0
     * @throws IllegalArgumentException if it has another role
     */
    public Roles withWeight(String column) {
        return new Roles(targets, Optional.of(column), ids, ignored, categorical, numeric, task, values);
    }

    /**
     * {@return the same roles with more columns that are passed through}
     *
     * @param columns those columns, in addition to the ones that there are
     * @throws IllegalArgumentException if one has another role
     */
    public Roles withIds(List<String> columns) {
        return new Roles(targets, weight, joined(ids, columns), ignored, categorical, numeric, task, values);
    }

    /**
     * {@return the same roles with more columns that are not used}
     *
     * @param columns those columns, in addition to the ones that there are
     * @throws IllegalArgumentException if one has another role
     */
    public Roles withIgnored(List<String> columns) {
        return new Roles(targets, weight, ids, joined(ignored, columns), categorical, numeric, task, values);
    }

    /**
     * {@return the same roles with more columns whose values are names}
     *
     * @param columns input columns, in addition to the ones that there are
     * @throws IllegalArgumentException if one has another role
     */
    public Roles withCategorical(List<String> columns) {
        return new Roles(targets, weight, ids, ignored, joined(categorical, columns), numeric, task, values);
    }

    /**
     * {@return the same roles with more columns whose values are numbers}
     *
     * @param columns input columns, in addition to the ones that there are
     * @throws IllegalArgumentException if one has another role
     */
    public Roles withNumeric(List<String> columns) {
        return new Roles(targets, weight, ids, ignored, categorical, joined(numeric, columns), task, values);
    }

    /**
     * {@return the same roles with another task}
     *
     * @param other a class, a number, or auto for what the targets look like
     */
    public Roles withTask(Task other) {
        return new Roles(targets, weight, ids, ignored, categorical, numeric, other, values);
    }

    /**
     * {@return the same roles with other rules for values}
     *
     * @param other what takes the place of all of them
     */
    public Roles withValues(ValueRules other) {
        return new Roles(targets, weight, ids, ignored, categorical, numeric, task, other);
    }

    /** {@return every column that is named, the targets first} */
    public List<String> named() {
        List<String> all = new ArrayList<>(targets);
        weight.ifPresent(all::add);
        List.of(ids, ignored, categorical, numeric).forEach(all::addAll);
        return all;
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all.stream().distinct().toList();
    }
}
