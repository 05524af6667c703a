import type { Key } from "./encode";

type Node<T> = {
  low: Key;
  high: Key;
  /** The greatest `high` of the subtree. */
  reach: Key;
  value: T;
  /** Tells intervals of equal `low` apart. */
  serial: number;
  priority: number;
  left: Node<T> | null;
  right: Node<T> | null;
};

/** Half-open intervals of keys; finds those holding a point in O(log n + hits). */
export class IntervalTree<T> {
  #root: Node<T> | null = null;
  #serial = 0;

  get isEmpty(): boolean {
    return this.#root === null;
  }

  /** Answers the handle to remove the interval with. */
  add(low: Key, high: Key, value: T): number {
    this.#serial += 1;
    this.#root = insert(this.#root, {
      low,
      high,
      reach: high,
      value,
      serial: this.#serial,
      priority: Math.random(),
      left: null,
      right: null,
    });
    return this.#serial;
  }

  remove(low: Key, serial: number) {
    this.#root = remove(this.#root, low, serial);
  }

  visit(point: Key, found: (value: T) => void) {
    visit(this.#root, point, found);
  }
}

function visit<T>(node: Node<T> | null, point: Key, found: (value: T) => void) {
  if (node === null || Buffer.compare(point, node.reach) >= 0) return;
  visit(node.left, point, found);
  if (Buffer.compare(point, node.low) < 0) return;
  if (Buffer.compare(point, node.high) < 0) found(node.value);
  visit(node.right, point, found);
}

function insert<T>(node: Node<T> | null, added: Node<T>): Node<T> {
  if (node === null) return added;
  if (Buffer.compare(added.low, node.low) < 0) {
    node.left = insert(node.left, added);
    if (node.left.priority < node.priority) return rotateRight(node, node.left);
  } else {
    node.right = insert(node.right, added);
    if (node.right.priority < node.priority) {
      return rotateLeft(node, node.right);
    }
  }
  return refresh(node);
}

function remove<T>(
  node: Node<T> | null,
  low: Key,
  serial: number,
): Node<T> | null {
  if (node === null) return null;
  const order = Buffer.compare(low, node.low) || serial - node.serial;
  if (order === 0) return merge(node.left, node.right);
  if (order < 0) node.left = remove(node.left, low, serial);
  else node.right = remove(node.right, low, serial);
  return refresh(node);
}

function merge<T>(left: Node<T> | null, right: Node<T> | null): Node<T> | null {
  if (left === null) return right;
  if (right === null) return left;
  if (left.priority < right.priority) {
    left.right = merge(left.right, right);
    return refresh(left);
  }
  right.left = merge(left, right.left);
  return refresh(right);
}

function rotateRight<T>(node: Node<T>, pivot: Node<T>): Node<T> {
  node.left = pivot.right;
  refresh(node);
  pivot.right = node;
  return refresh(pivot);
}

function rotateLeft<T>(node: Node<T>, pivot: Node<T>): Node<T> {
  node.right = pivot.left;
  refresh(node);
  pivot.left = node;
  return refresh(pivot);
}

function refresh<T>(node: Node<T>): Node<T> {
  node.reach = node.high;
  for (const child of [node.left, node.right]) {
    if (child !== null && Buffer.compare(child.reach, node.reach) > 0) {
      node.reach = child.reach;
    }
  }
  return node;
}
