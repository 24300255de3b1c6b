// The smallest window that Swing can show, to measure the program's own beside it.
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

public class TrivialWindow {
    public static void main(String[] arguments) {
        SwingUtilities.invokeLater(() -> {
            JFrame frame = new JFrame("Hello");
            frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
            frame.add(new JLabel("Hello", SwingConstants.CENTER));
            frame.setSize(980, 680);
            frame.setVisible(true);
        });
    }
}
